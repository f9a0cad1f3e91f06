package app.zamer.files;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files of a client's deals: their contents are removed, and that there was one stays. */
@Component
class FilePersonalData implements PersonalData {
  private final JdbcClient jdbc;

  FilePersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of("file.name", "file.sha256", "file_chunk.bytes");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "files",
            new Text("Файлы", "Files"),
            """
            select id, deal_id as deal, kind, name, content_type as type, size, uploaded_at as at from file where (deal_id = any(:deals) or lead_id = any(:leads)) and removed_at is null order by id
            """,
            "id",
            new Text("№", "No."),
            "deal",
            new Text("Сделка №", "Deal no."),
            "kind",
            new Text("Вид", "Kind"),
            "name",
            new Text("Имя", "Name"),
            "type",
            new Text("Формат", "Format"),
            "size",
            new Text("Байт", "Bytes"),
            "at",
            new Text("Когда", "When")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text("Файлы сделок: содержимое и имена", "Files of deals: contents and names"),
            new Text("без содержимого", "without contents"),
            """
            select count(*) from file where deal_id = any(:deals) or lead_id = any(:leads)
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
            delete from file_chunk where file_id in (select id from file where deal_id = any(:deals) or lead_id = any(:leads))
            """);
    jdbc.sql(
            "update file set name = kind || '-' || id, sha256 = '', removed_by = coalesce(removed_by, :by), removed_at = coalesce(removed_at, :now) where deal_id = any(:deals) or lead_id = any(:leads)")
        .param("by", by.id().value())
        .param("now", now.atOffset(java.time.ZoneOffset.UTC))
        .param("deals", person.dealArray())
        .param("leads", person.leadArray())
        .update();
  }
}
