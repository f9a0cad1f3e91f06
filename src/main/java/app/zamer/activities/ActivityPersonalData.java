package app.zamer.activities;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was written about a client into activities of his deals and leads. */
@Component
class ActivityPersonalData implements PersonalData {
  private final JdbcClient jdbc;

  ActivityPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of("activity.text", "activity.comment");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "activities",
            new Text("Дела", "Activities"),
            """
            select case kind when 'DEAL' then 'deal ' else 'lead ' end || subject as subject, text, due_on as day, state, comment from activity where (kind = 'DEAL' and subject = any(:deals)) or (kind = 'LEAD' and subject = any(:leads)) order by id
            """,
            "subject",
            new Text("О чём", "Of"),
            "text",
            new Text("Текст", "Text"),
            "day",
            new Text("Срок", "Due"),
            "state",
            new Text("Состояние", "State"),
            "comment",
            new Text("Комментарий", "Comment")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text(
                "Комментарии к делам и дела, записанные от руки",
                "Comments on activities, and activities written by hand"),
            REMOVED_TEXT,
            """
            select count(*) from activity where ((kind = 'DEAL' and subject = any(:deals)) or (kind = 'LEAD' and subject = any(:leads))) and (anchor is null or comment <> '')
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
            update activity set text = case when anchor is null then :removed else text end, comment = case when comment <> '' then :removed else comment end where (kind = 'DEAL' and subject = any(:deals)) or (kind = 'LEAD' and subject = any(:leads))
            """);
  }
}
