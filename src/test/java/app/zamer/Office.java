package app.zamer;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.activities.Activities;
import app.zamer.activities.Completion;
import app.zamer.activities.Deadlines;
import app.zamer.activities.Result;
import app.zamer.activities.SubjectKind;
import app.zamer.chat.Chat;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
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
import app.zamer.users.Role;
import app.zamer.users.User;
import app.zamer.users.Users;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** People at work: what they do with deals goes through the same commands as theirs. */
@Fixture
public class Office {
  private static final byte[] SHEET =
      "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final People people;
  private final Users users;
  private final Deals deals;
  private final DealComments comments;
  private final Activities activities;
  private final Chat chat;
  private final Files files;
  private final Stamps stamps;
  private final Visits visits;
  private final Deadlines deadlines;
  private final CompanyClock clock;

  Office(
      People people,
      Users users,
      Deals deals,
      DealComments comments,
      Activities activities,
      Chat chat,
      Files files,
      Stamps stamps,
      Visits visits,
      Deadlines deadlines,
      CompanyClock clock) {
    this.people = people;
    this.users = users;
    this.deals = deals;
    this.comments = comments;
    this.activities = activities;
    this.chat = chat;
    this.files = files;
    this.stamps = stamps;
    this.visits = visits;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  public Actor hire(Role role) {
    return people.hire(role).actor();
  }

  public User user(Actor actor) {
    return users.find(actor.id()).orElseThrow();
  }

  /** Time goes on to this moment, and what is due by then happens. */
  public void until(LocalDate day, int hour, int minute) {
    clock.stopAt(
        LocalDateTime.of(day, LocalTime.of(hour, minute)).atZone(clock.getZone()).toInstant());
    deadlines.wake();
  }

  public DealId open(Actor manager) {
    return switch (deals.open(
        manager, new NewDeal("Пётр Ильин", Phone.of(Fresh.phone()), "Кухня", null, true, null))) {
      case OpenOutcome.Opened(DealId id) -> id;
      case OpenOutcome.Duplicate duplicate -> throw new AssertionError(duplicate);
    };
  }

  /** With this preliminary sum. */
  public DealId open(Actor manager, int amount) {
    DealId deal = open(manager);
    fill(manager, deal, Map.of("estimate.amount", amount));
    return deal;
  }

  public void fill(Actor manager, DealId deal, Map<String, ?> values) {
    done(deals.edit(manager, deal, edit(values), null));
  }

  public void move(Actor manager, DealId deal, String to, Map<String, ?> values) {
    done(deals.move(manager, deal, new MoveDeal(StageId.parse(to), edit(values), null)));
  }

  /** A deal whose visit is agreed on for this day. */
  public DealId booked(Actor manager, LocalDate day) {
    DealId deal = open(manager);
    Map<String, Object> card = new HashMap<>();
    for (String part :
        new String[] {"city", "street", "house", "apartment", "entrance", "floor", "intercom"}) {
      card.put("address." + part, "1");
    }
    card.put("measurement.videoAllowed", true);
    card.put("estimate.amount", 100_000);
    card.put("measurement.date", day);
    fill(manager, deal, card);
    move(
        manager,
        deal,
        day.isAfter(clock.today().plusDays(3)) ? "sales/pre-measurement" : "sales/measurement",
        Map.of());
    return deal;
  }

  public void stamp(DealId deal, Actor technologist) {
    done(stamps.stamp(technologist, deal, null));
  }

  /** A visit from noon till two. */
  public void plan(DealId deal, LocalDate day, Actor kira, Actor egor) {
    var noon = day.atTime(12, 0).atZone(clock.getZone());
    done(
        visits.plan(
            kira,
            deal,
            null,
            new VisitPlan(egor.id().value(), noon.toInstant(), noon.plusHours(2).toInstant())));
  }

  public void confirm(Actor manager, DealId deal, Actor kira) {
    chat.invite(manager, deal, kira.id());
    done(visits.confirm(kira, deal, null));
  }

  public void report(DealId deal, Actor egor, String outcome) {
    done(visits.report(egor, deal, null, new VisitReport(outcome, null, null, null)));
  }

  public void attachSheet(Actor by, DealId deal) {
    try {
      assertThat(
              files.add(
                  by,
                  deal,
                  FileKind.MEASUREMENT_SHEET,
                  "Лист.pdf",
                  () -> new ByteArrayInputStream(SHEET)))
          .isInstanceOf(Files.Outcome.Stored.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public void complete(Actor manager, DealId deal, String rule, Result result) {
    long activity =
        activities.standing(SubjectKind.DEAL, deal.value()).activities().stream()
            .filter(each -> each.result() == null && rule.equals(each.rule()))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(activities.complete(manager, activity, result, null, null))
        .isInstanceOf(Completion.Completed.class);
  }

  public void lose(Actor manager, DealId deal, String reason, String result) {
    comments.add(manager, deal, "Отказ: " + reason, true);
    move(manager, deal, "sales/lost", Map.of("loss.reason", reason, "loss.result", result));
  }

  public void win(Actor manager, DealId deal, int amount, int discount) {
    move(
        manager,
        deal,
        "sales/won",
        Map.of(
            "contract.number",
            Fresh.number() + "Щ",
            "contract.amount",
            amount,
            "contract.discount",
            discount,
            "contract.clientName",
            "Ильин Пётр"));
  }

  public void defer(Actor manager, DealId deal, LocalDate contact) {
    comments.add(manager, deal, "Дом сдаётся позже", true);
    move(
        manager,
        deal,
        "deferred/month-%02d".formatted(contact.getMonthValue()),
        Map.of("nextContactOn", contact));
  }

  private static DealEdit edit(Map<String, ?> values) {
    var fields = new LinkedHashMap<DealField, Object>();
    values.forEach(
        (name, value) ->
            fields.put(
                DealField.of(name),
                value instanceof Integer rubles ? BigDecimal.valueOf(rubles) : value));
    return DealEdit.of(fields);
  }

  private static void done(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.Done.class);
  }

  private static void done(DealGate.Outcome outcome) {
    assertThat(outcome).isInstanceOf(DealGate.Outcome.Done.class);
  }
}
