package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What every journey begins with: nine o'clock on a Monday, and the people at their places. */
abstract class Journey {
  static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

  final Zamer zamer = Zamer.running();
  final Caller anna = zamer.as("anna");
  final Caller boris = zamer.as("boris");
  final Caller olga = zamer.as("olga");

  @BeforeEach
  void monday() {
    zamer.resetClock(TODAY.atTime(9, 0));
  }

  /** Time goes on to this moment of that day. */
  final void clock(LocalDate day, int hour, int minute) {
    zamer.clock(LocalDateTime.of(day, LocalTime.of(hour, minute)));
  }

  static LocalDate in(int days) {
    return TODAY.plusDays(days);
  }

  /** A deal of Anna's of which nothing is known yet but the client. */
  final Deal bare() {
    Answer made =
        anna.post("/deals", "clientName", "Геннадий Петров", "phone", zamer.phone()).is(201);
    return new Deal(zamer, "anna", "anna", made.text("id"));
  }

  /** A deal of which everything is known that a measurement needs, except its date. */
  final Deal estimate() {
    return bare()
        .set(
            "address.city", "Москва",
            "address.street", "Лесная",
            "address.house", "7",
            "address.apartment", "12",
            "address.entrance", "1",
            "address.floor", "3",
            "address.intercom", "12К",
            "estimate.amount", 115973,
            "measurement.videoAllowed", true);
  }

  final Deal estimate(LocalDate date) {
    return estimate().set("measurement.date", date);
  }

  final Deal preMeasurement(LocalDate date) {
    return estimate(date).moved("sales/pre-measurement");
  }

  final Deal measurement(LocalDate date) {
    return estimate(date).moved("sales/measurement");
  }

  /** In measurement, with everybody invited and the estimate sheet there to be stamped. */
  final Deal staffed(LocalDate date) {
    return measurement(date).invited("tanya").invited("kira").attached("estimate-sheet");
  }

  /** In measurement, with a confirmed visit from noon till two. */
  final Deal confirmed(LocalDate date) {
    Deal deal = staffed(date);
    deal.by("tanya").stamp().ok();
    deal.by("kira").visit(date).ok();
    deal.by("kira").confirm().ok();
    return deal;
  }

  /**
   * The visit has taken place, it is three o'clock of its day, and the engineer has said what came
   * of it.
   */
  final Deal visited(LocalDate date, String outcome, @Nullable Object... more) {
    Deal deal = confirmed(date);
    clock(date, 15, 0);
    deal.by("egor").result(outcome, more).ok();
    return deal;
  }

  /** A refused request leaves nothing behind. */
  final Answer changingNothing(Deal deal, Supplier<Answer> request) {
    List<String> before = deal.everything();
    Answer answer = request.get();
    assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
    assertThat(deal.everything()).as("after the refusal of " + answer).isEqualTo(before);
    return answer;
  }

  /** Deal and ledger are one fact (ALL-1). */
  final void agrees(Deal deal) {
    var card = deal.json();
    var ledger = deal.ledger();
    assertThat(Json.text(ledger, "plannedDate")).isEqualTo(Json.text(card, "measurement.date"));
    assertThat(Json.amount(ledger, "estimateAmount"))
        .isEqualTo(Json.amount(card, "estimate.amount"));
    assertThat(Json.text(ledger, "status")).isEqualTo(Json.text(card, "measurement.status"));
    assertThat(olga.get("/ledger/reconciliation").items()).isEmpty();
  }
}
