package app.zamer.measurements;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the ledger and the visits keep of a client. */
@Component
class MeasurementPersonalData implements PersonalData {
  private final JdbcClient jdbc;

  MeasurementPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of(
        "measurement.contract_client_name",
        "status_request.comment",
        "status_request.answer",
        "stamp_return.remark");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "measurements",
            new Text("Замеры и договоры", "Measurements and contracts"),
            """
            select deal_id as deal, planned_on as day, estimate_amount as estimate, nullif(contract_number, '') as contract, contract_on as contracted, contract_amount as amount, nullif(contract_client_name, '') as name, video_allowed as video from measurement where deal_id = any(:deals) order by deal_id
            """,
            "deal",
            new Text("Сделка №", "Deal no."),
            "day",
            new Text("Дата замера", "Measurement"),
            "estimate",
            new Text("Просчёт, ₽", "Estimate, RUB"),
            "contract",
            new Text("Договор", "Contract"),
            "contracted",
            new Text("От", "Of"),
            "amount",
            new Text("Сумма, ₽", "Sum, RUB"),
            "name",
            new Text("ФИО в договоре", "Name in the contract"),
            "video",
            new Text("Видеосъёмка разрешена", "Video allowed")),
        PersonalTable.read(
            jdbc,
            person,
            "visits",
            new Text("Выезды", "Visits"),
            """
            select deal_id as deal, engineer, starts_at as at, ends_at as until, outcome from visit where deal_id = any(:deals) order by id
            """,
            "deal",
            new Text("Сделка №", "Deal no."),
            "engineer",
            new Text("Инженер", "Engineer"),
            "at",
            new Text("Когда", "When"),
            "until",
            new Text("До", "Until"),
            "outcome",
            new Text("Результат", "Outcome")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text("ФИО в договорах", "Names in contracts"),
            REMOVED_TEXT,
            """
            select count(*) from measurement where deal_id = any(:deals) and contract_client_name <> ''
            """),
        PersonalTable.count(
            jdbc,
            person,
            new Text(
                "Пояснения к запросам статуса и замечания технолога",
                "Comments of status requests and remarks of the technologist"),
            REMOVED_TEXT,
            """
            select (select count(*) from status_request where deal_id = any(:deals) and (comment <> '' or answer <> '')) + (select count(*) from stamp_return where deal_id = any(:deals))
            """));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
            update measurement set contract_client_name = :removed where deal_id = any(:deals) and contract_client_name <> ''
            """);
    PersonalTable.update(
        jdbc,
        person,
        """
            update status_request set comment = case when comment = '' then '' else :removed end,
              answer = case when answer = '' then '' else :removed end
            where deal_id = any(:deals) and (comment <> '' or answer <> '')
            """);
    PersonalTable.update(
        jdbc,
        person,
        """
            update stamp_return set remark = :removed where deal_id = any(:deals)
            """);
  }
}
