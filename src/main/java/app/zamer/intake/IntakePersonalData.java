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

/** What the links of clients and the requests from the site keep of a client. */
@Component
class IntakePersonalData implements PersonalData {
  private static final Text REMOVED_TEXT = new Text(REMOVED, REMOVED);

  private final JdbcClient jdbc;

  IntakePersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<String> columns() {
    return Set.of("booking_link.comment");
  }

  @Override
  public List<Section> stored(Person person) {
    return List.of(
        PersonalTable.read(
            jdbc,
            person,
            "siteRequests",
            new Text("Заявки с сайта", "Requests from the site"),
            """
            select r.at, f.name as form, c.text as consent from intake_request r
            join intake_form f on f.id = r.form_id
            join intake_consent c on c.form_id = r.form_id and c.version = r.consent
            where r.deal_id = any(:deals) or r.lead_id = any(:leads) order by r.id
            """,
            "at",
            new Text("Когда", "When"),
            "form",
            new Text("Форма", "Form"),
            "consent",
            new Text("Согласие", "Consent")),
        PersonalTable.read(
            jdbc,
            person,
            "bookingAnswers",
            new Text("Ответы по ссылке", "Answers by link"),
            """
            select answered_at as at, deal_id as deal, answer, nullif(reason, '') as reason, nullif(comment, '') as comment
            from booking_link where deal_id = any(:deals) and answer <> '' order by id
            """,
            "at",
            new Text("Когда", "When"),
            "deal",
            new Text("Сделка №", "Deal no."),
            "answer",
            new Text("Ответ", "Answer"),
            "reason",
            new Text("Причина", "Reason"),
            "comment",
            new Text("Комментарий", "Comment")));
  }

  @Override
  public List<Replacement> replaced(Person person) {
    return PersonalTable.count(
            jdbc,
            person,
            new Text("Комментарии к ответам по ссылке", "Comments on answers by link"),
            REMOVED_TEXT,
            "select count(*) from booking_link where deal_id = any(:deals) and comment <> ''")
        .toList();
  }

  @Override
  public void anonymise(Person person, Actor by, Instant now) {
    PersonalTable.update(
        jdbc,
        person,
        "update booking_link set comment = :removed where deal_id = any(:deals) and comment <> ''");
    // nobody opens the page of a client who is no more
    PersonalTable.update(
        jdbc,
        person,
        "update booking_link set withdrawn_at = coalesce(withdrawn_at, now()) where deal_id = any(:deals)");
  }
}
