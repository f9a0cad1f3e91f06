package app.zamer.leads;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Leads of a client's phones and deals. */
@Component
class LeadPersonalData implements PersonalData {
  /** The fields whose history tells of a person. */
  private static final List<String> HISTORY =
      List.of("title", "phone", "clientName", "reason", "comment", "file", "activity", "request");

  private final JdbcClient jdbc;

  LeadPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of(
        "lead.title",
        "lead.phone",
        "lead.client_name",
        "lead.reason",
        "lead.comment",
        "lead_change.change",
        "lead_action.detail",
        "lead_action_item.before");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "leads",
            new Text("Лиды", "Leads"),
            """
            select id, title, phone, client_name as name, source, stage, result, created_at as at from lead where id = any(:leads) order by id
            """,
            "id",
            new Text("№", "No."),
            "title",
            new Text("Название", "Title"),
            "phone",
            new Text("Телефон", "Phone"),
            "name",
            new Text("Имя", "Name"),
            "source",
            new Text("Источник", "Source"),
            "stage",
            new Text("Стадия", "Stage"),
            "result",
            new Text("Результат", "Result"),
            "at",
            new Text("Когда", "When")));
  }

  @Override
  public List<Text> obstacles(Person person) {
    boolean open =
        jdbc.sql("select exists (select from lead where id = any(:leads) and result = '')")
            .param("leads", person.leadArray())
            .query(Boolean.class)
            .single();
    return open
        ? List.of(
            new Text(
                "У клиента есть незакрытый лид: сначала завершите работу с ним.",
                "The client has an open lead: close it first."))
        : List.of();
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text("Лиды: название, имя, телефон", "Leads: title, name, phone"),
            new Text("«Лид №…» без имени и телефона", "“Лид №…” without name and phone"),
            """
            select count(*) from lead where id = any(:leads)
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
            update lead_action_item set before = before || '{"reason": "", "comment": ""}' where lead_id = any(:leads)
            """);
    PersonalTable.update(
        jdbc,
        person,
        """
            update lead_action set detail = :removed where action = 'disqualify' and detail !~ '^[a-z-]+$'
              and id in (select action_id from lead_action_item where lead_id = any(:leads))
            """);
    PersonalTable.update(
        jdbc,
        person,
        """
            update lead set title = 'Лид № ' || id, phone = '+0', client_name = '', comment = '', reason = case when %s then :removed else reason end, version = version + 1 where id = any(:leads)
            """
            .formatted(PersonalTable.mayTellOf("reason")));
    PersonalTable.updateHistory(jdbc, person, "lead_change", "lead_id = any(:leads)", HISTORY);
  }
}
