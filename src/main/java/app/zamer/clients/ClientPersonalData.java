package app.zamer.clients;

import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module itself keeps of a client. */
@Component
class ClientPersonalData implements PersonalData {
  private final JdbcClient jdbc;

  ClientPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of(
        "client.name",
        "client.name_key",
        "client_phone.phone",
        "client_change.before",
        "client_change.after",
        "client_consent.document",
        "client_merge.merged_name",
        "client_merge.name_before",
        "client_merge.name_after",
        "client_merge.moved");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "client",
            new Text("Клиент", "Client"),
            """
            select id, name, created_at as at from client where id = :client
            """,
            "id",
            new Text("№", "No."),
            "name",
            new Text("Имя", "Name"),
            "at",
            new Text("Записан", "Known since")),
        PersonalTable.read(
            jdbc,
            person,
            "phones",
            new Text("Телефоны", "Phones"),
            """
            select phone from client_phone where client_id = :client order by position
            """,
            "phone",
            new Text("Телефон", "Phone")),
        PersonalTable.read(
            jdbc,
            person,
            "consents",
            new Text(
                "Согласие на обработку персональных данных",
                "Consent to the handling of personal data"),
            """
            select given, said_on as day, source, document, recorded_at as at, recorded_by as by from client_consent where client_id = :client order by said_on, id
            """,
            "given",
            new Text("Дано", "Given"),
            "day",
            new Text("День", "Day"),
            "source",
            new Text("Как", "How"),
            "document",
            new Text("Документ", "Document"),
            "at",
            new Text("Записано", "Recorded"),
            "by",
            new Text("Кто", "Who")),
        PersonalTable.read(
            jdbc,
            person,
            "changes",
            new Text("Что менялось в имени и телефонах", "Changes of name and phones"),
            """
            select at, by, field, before, after from client_change where client_id = :client order by id
            """,
            "at",
            new Text("Когда", "When"),
            "by",
            new Text("Кто", "Who"),
            "field",
            new Text("Что", "What"),
            "before",
            new Text("Было", "Before"),
            "after",
            new Text("Стало", "After")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text("Имя", "Name"),
            new Text("номер клиента", "the client's number"),
            """
            select count(*) from client where id = :client
            """),
        PersonalTable.count(
            jdbc,
            person,
            new Text("Телефоны", "Phones"),
            null,
            """
            select count(*) from client_phone where client_id = :client
            """),
        PersonalTable.count(
            jdbc,
            person,
            new Text(
                "История имени, телефонов и объединений", "History of name, phones and merges"),
            REMOVED_TEXT,
            """
            with recursive old (id) as (
              select cast(:client as bigint) union select m.merged from client_merge m join old on m.kept = old.id where m.undone_at is null) select (select count(*) from client_change where client_id = :client) + (select count(*) from client_merge where kept in (select id from old) or merged in (select id from old))
            """),
        PersonalTable.count(
            jdbc,
            person,
            new Text("Пометки о документах с согласием", "Notes on documents of consent"),
            REMOVED_TEXT,
            """
            select count(*) from client_consent where client_id = :client and document <> ''
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
            delete from client_phone where client_id = :client
            """);
    PersonalTable.update(
        jdbc,
        person,
        """
            update client_change set before = case when before = '' then '' else :removed end, after = case when after = '' then '' else :removed end where client_id = :client
            """);
    PersonalTable.update(
        jdbc,
        person,
        """
            update client_consent set document = :removed where client_id = :client and document <> ''
            """);
    PersonalTable.update(
        jdbc,
        person,
        """
            with recursive old (id) as (
              select cast(:client as bigint) union select m.merged from client_merge m join old on m.kept = old.id where m.undone_at is null) update client_merge set merged_name = :removed, name_before = :removed, name_after = :removed, moved = '{}' where kept in (select id from old) or merged in (select id from old)
            """);
    jdbc.sql(
            "update client set name = :name, anonymised_at = :now, version = version + 1 where id = :id")
        .param("name", "Клиент № " + person.id())
        .param("now", now.atOffset(java.time.ZoneOffset.UTC))
        .param("id", person.id().value())
        .update();
  }
}
