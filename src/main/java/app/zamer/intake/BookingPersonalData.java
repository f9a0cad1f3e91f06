package app.zamer.intake;

import app.zamer.clients.PersonalData;
import app.zamer.clients.PersonalTable;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What clients wrote on the pages of their visits, and what they agreed to on a form. */
@Component
class BookingPersonalData implements PersonalData {
  private final JdbcClient jdbc;

  BookingPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of("booking_link.reason", "booking_link.comment");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "bookings",
            new Text("Ответы по ссылке на визит", "Answers by the link to the visit"),
            """
            select deal_id as deal, made_at as at, answer, answered_at as answered, reason, comment from booking_link
            where deal_id = any(:deals) order by id
            """,
            "deal",
            new Text("Сделка №", "Deal no."),
            "at",
            new Text("Ссылка создана", "Link made"),
            "answer",
            new Text("Ответ", "Answer"),
            "answered",
            new Text("Когда ответил", "Answered"),
            "reason",
            new Text("Причина", "Reason"),
            "comment",
            new Text("Комментарий", "Comment")),
        PersonalTable.read(
            jdbc,
            person,
            "requests",
            new Text(
                "Заявки с сайта и согласия в них", "Requests from the site, and their consents"),
            """
            select r.at, f.title as form, c.text from intake_request r join intake_form f on f.id = r.form_id
            join intake_consent c on c.form_id = r.form_id and c.version = r.consent
            where r.deal_id = any(:deals) or r.lead_id = any(:leads) order by r.id
            """,
            "at",
            new Text("Когда", "When"),
            "form",
            new Text("Форма", "Form"),
            "text",
            new Text("С чем согласился", "Agreed to")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return List.of(
        PersonalTable.count(
            jdbc,
            person,
            new Text(
                "Слова клиента по ссылке на визит", "The client's words by the link to his visit"),
            REMOVED_TEXT,
            "select count(*) from booking_link where deal_id = any(:deals) and (reason <> '' or comment <> '')"));
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        """
        update booking_link set reason = case when reason = '' then '' else :removed end,
          comment = case when comment = '' then '' else :removed end, withdrawn_at = coalesce(withdrawn_at, now())
        where deal_id = any(:deals)
        """);
  }
}
