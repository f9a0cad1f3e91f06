package app.zamer.demo;

import app.zamer.activities.Activities;
import app.zamer.activities.Completion;
import app.zamer.activities.Result;
import app.zamer.activities.Standing;
import app.zamer.activities.SubjectKind;
import app.zamer.chat.Chat;
import app.zamer.clients.Phone;
import app.zamer.deals.ChangeOutcome;
import app.zamer.deals.DealComments;
import app.zamer.deals.DealEdit;
import app.zamer.deals.Deals;
import app.zamer.deals.MoveDeal;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.files.FileKind;
import app.zamer.files.Files;
import app.zamer.measurements.DealGate;
import app.zamer.measurements.Stamps;
import app.zamer.measurements.VisitPlan;
import app.zamer.measurements.VisitReport;
import app.zamer.measurements.Visits;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What people do with a deal, done for the sample data through the same commands. A command that is
 * refused is an error of the sample, and says so.
 */
@Component
@Profile("demo")
class SampleDeals {
  private static final byte[] SHEET =
      "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Deals deals;
  private final DealComments comments;
  private final Activities activities;
  private final Chat chat;
  private final Files files;
  private final Stamps stamps;
  private final Visits visits;

  SampleDeals(
      Deals deals,
      DealComments comments,
      Activities activities,
      Chat chat,
      Files files,
      Stamps stamps,
      Visits visits) {
    this.deals = deals;
    this.comments = comments;
    this.activities = activities;
    this.chat = chat;
    this.files = files;
    this.stamps = stamps;
    this.visits = visits;
  }

  DealId open(Actor manager, String client, String phone, String title, String source) {
    return switch (deals.open(
        manager, new NewDeal(client, Phone.of(phone), title, source, false, null))) {
      case OpenOutcome.Opened(DealId id) -> id;
      case OpenOutcome.Duplicate(DealId existing) ->
          throw new IllegalStateException("the sample has a phone twice, deal " + existing);
    };
  }

  /** Fills fields in; names as in the API, values of the fields' types. */
  void fill(Actor manager, DealId deal, Map<String, ?> values) {
    done(deals.edit(manager, deal, edit(values), null));
  }

  void move(Actor manager, DealId deal, String to) {
    move(manager, deal, to, Map.of());
  }

  void move(Actor manager, DealId deal, String to, Map<String, ?> values) {
    done(deals.move(manager, deal, new MoveDeal(StageId.parse(to), edit(values), null)));
  }

  void pin(Actor manager, DealId deal, String text) {
    comments.add(manager, deal, text, true);
  }

  /** Completes the deal's planned activity of a clause. */
  void complete(
      Actor manager, DealId deal, String rule, Result result, @Nullable LocalDate newDate) {
    long activity =
        activities.standing(SubjectKind.DEAL, deal.value()).activities().stream()
            .filter(each -> each.result() == null && rule.equals(each.rule()))
            .mapToLong(Standing.StandingActivity::id)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("deal " + deal + " has no activity of " + rule));
    if (!(activities.complete(manager, activity, result, null, newDate)
        instanceof Completion.Completed)) {
      throw new IllegalStateException("the activity of " + rule + " cannot be completed");
    }
  }

  /** The way to a confirmed visit: the sheet, the chat, the stamp, the slot (MEAS-5 to MEAS-7). */
  void prepareVisit(Actor manager, DealId deal) {
    attach(manager, deal, FileKind.ESTIMATE_SHEET, "Лист просчёта.pdf");
    chat.invite(manager, deal, DemoPeople.TANYA.id());
    chat.invite(manager, deal, DemoPeople.KIRA.id());
  }

  void stamp(DealId deal) {
    done(stamps.stamp(DemoPeople.TANYA, deal, null));
  }

  void planVisit(DealId deal, LocalDate day, int hour, ZoneId zone) {
    var from = day.atTime(LocalTime.of(hour, 0)).atZone(zone);
    done(
        visits.plan(
            DemoPeople.KIRA,
            deal,
            null,
            new VisitPlan(
                DemoPeople.EGOR.id().value(), from.toInstant(), from.plusHours(2).toInstant())));
  }

  void confirmVisit(Actor manager, DealId deal) {
    chat.post(
        manager, deal, "Заказчик ждёт звонка за час, замер всех проёмов, нужны фото откосов.");
    done(visits.confirm(DemoPeople.KIRA, deal, null));
  }

  void report(DealId deal, VisitReport report) {
    done(visits.report(DemoPeople.EGOR, deal, null, report));
  }

  void attachSheets(DealId deal) {
    attach(DemoPeople.EGOR, deal, FileKind.MEASUREMENT_SHEET, "Замерный лист.pdf");
  }

  private void attach(Actor by, DealId deal, FileKind kind, String name) {
    try {
      if (!(files.add(by, deal, kind, name, () -> new ByteArrayInputStream(SHEET))
          instanceof Files.Outcome.Stored)) {
        throw new IllegalStateException("the sample's sheet was refused");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DealEdit edit(Map<String, ?> values) {
    var fields = new LinkedHashMap<DealField, Object>();
    values.forEach(
        (name, value) ->
            fields.put(
                DealField.of(name),
                value instanceof Integer rubles ? BigDecimal.valueOf(rubles) : value));
    return fields.isEmpty() ? DealEdit.NOTHING : DealEdit.of(fields);
  }

  private static void done(ChangeOutcome outcome) {
    if (!(outcome instanceof ChangeOutcome.Done)) {
      throw new IllegalStateException("the sample was refused: " + outcome);
    }
  }

  private static void done(DealGate.Outcome outcome) {
    if (!(outcome instanceof DealGate.Outcome.Done)) {
      throw new IllegalStateException("the sample was refused: " + outcome);
    }
  }
}
