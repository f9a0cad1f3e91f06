package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Anybody does anything, in any order, for {@code -Dzamer.walk.steps} steps from {@code
 * -Dzamer.walk.seed}; what must always hold is looked at after every step.
 */
class WalkTests extends Journey {
  private static final List<String> STAGES =
      List.of(
          "sales/estimate",
          "sales/postponed",
          "sales/pre-measurement",
          "sales/measurement",
          "sales/no-sheet",
          "sales/after-measurement",
          "sales/repeat-measurement",
          "sales/pre-contract",
          "sales/signing",
          "sales/won",
          "sales/lost");
  private static final Set<String> REVERSIBLE = Set.of("sales/estimate", "sales/postponed");
  private static final Set<String> AT_MEASUREMENT =
      Set.of("sales/measurement", "sales/repeat-measurement");
  private static final List<String> PARTS =
      List.of("city", "street", "house", "apartment", "entrance", "floor", "intercom");
  // None shortly before a moment at which the program does something by itself: the clock ticks
  // while we look.
  private static final List<String> HOURS =
      List.of("00:05", "08:20", "10:05", "10:20", "10:50", "11:05", "15:40", "16:05", "21:30");

  private final Random random = new Random();
  private final List<Deal> deals = new ArrayList<>();
  private final Set<String> beyond = new HashSet<>();
  private final Map<String, Integer> seen = new TreeMap<>();
  private LocalDateTime now = TODAY.atTime(9, 0);

  @Test
  void whateverAnybodyDoesTheRegulationHolds() {
    long seed = Long.getLong("zamer.walk.seed", System.nanoTime());
    int steps = Integer.getInteger("zamer.walk.steps", 500);
    System.out.println("walk of " + steps + " steps, -Dzamer.walk.seed=" + seed);
    random.setSeed(seed);
    for (int step = 0; step < steps; step++) {
      if (deals.size() < 12) {
        deals.add(
            switch (random.nextInt(4)) {
              case 0 -> bare();
              case 1 -> estimate();
              case 2 -> preMeasurement(now.toLocalDate().plusDays(10));
              default -> measurement(now.toLocalDate().plusDays(3));
            });
      }
      Deal deal = one(deals);
      try {
        step(deal);
        holds(deal);
        if (!deal.text("status").equals("open") && random.nextInt(8) == 0) {
          deals.remove(deal);
        }
      } catch (AssertionError e) {
        throw new AssertionError(
            "step "
                + step
                + ", -Dzamer.walk.seed="
                + seed
                + ", deal "
                + deal.id
                + ": "
                + e.getMessage(),
            e);
      }
    }
    System.out.println("walk: " + seen);
    assertThat(olga.get("/ledger/reconciliation").items()).isEmpty();
  }

  private void step(Deal deal) {
    // Chance alone seldom brings a visit about, for it needs six things in a row.
    if (AT_MEASUREMENT.contains(deal.stage()) && random.nextInt(3) > 0) {
      measured(deal);
      return;
    }
    switch (random.nextInt(22)) {
      case 0, 1, 2, 3, 4, 5 -> promised(deal);
      case 6 ->
          tried(
              "address",
              deal,
              () ->
                  deal.patch(
                      "address." + one(PARTS), chance(5) ? null : one(List.of("5", "-", ""))));
      case 7, 8 -> tried("date", deal, () -> deal.patch("measurement.date", soon()));
      case 9 ->
          tried(
              "amount",
              deal,
              () -> deal.patch("estimate.amount", chance(6) ? null : 1000 * random.nextInt(1, 90)));
      case 10 -> tried("ledger", deal, () -> ledger(deal));
      case 11 ->
          tried("contact", deal, () -> deal.patch("nextContactOn", chance(4) ? null : soon()));
      case 12 ->
          tried(
              "comment",
              deal,
              () ->
                  deal.comment(one(List.of("дорого", "Ремонт летом", "нашёл дешевле")), chance(2)));
      case 13 -> tried("activity", deal, () -> deal.plan("Связаться", soon()));
      case 14, 15 -> tried("complete", deal, () -> complete(deal));
      case 16 ->
          tried(
              "sheet",
              deal,
              () -> deal.attach(one(List.of("estimate-sheet", "measurement-sheet", "photo"))));
      case 17 -> tried("stamp", deal, () -> deal.by(one(List.of("tanya", "anna"))).stamp());
      case 18 -> visit(deal);
      case 19 -> tried("result", deal, () -> result(deal));
      case 20 -> ahead(deal);
      default -> tried("close", deal, () -> close(deal));
    }
  }

  /**
   * Moves by what {@code moves} promises: it is done exactly if it was promised, and refused for
   * the same reasons.
   */
  private void promised(Deal deal) {
    List<JsonNode> promises = deal.moves();
    List<JsonNode> open =
        promises.stream().filter(move -> move.path("allowed").asBoolean()).toList();
    JsonNode promise = !open.isEmpty() && chance(2) ? one(open) : one(promises);
    String to = Json.text(promise, "to");
    Answer answer = tried("move", deal, () -> deal.move(to));
    assertThat(answer.succeeded())
        .as("promised " + promise + "\n" + answer)
        .isEqualTo(promise.path("allowed").asBoolean());
    if (answer.status() == 422) {
      assertThat(answer.violations()).as(answer.toString()).isEqualTo(Answer.violations(promise));
    }
    if (answer.succeeded()) {
      assertThat(deal.stage()).isEqualTo(to);
    }
  }

  private Answer ledger(Deal deal) {
    if (deal.ledgerRecord().isEmpty()) {
      return deal.patch("measurement.videoAllowed", chance(3) ? null : random.nextBoolean());
    }
    return switch (random.nextInt(3)) {
      case 0 -> deal.patchLedger("plannedDate", soon());
      case 1 -> deal.patchLedger("estimateAmount", 1000 * random.nextInt(1, 90));
      default ->
          deal.by(one(List.of("anna", "olga")))
              .patchLedger(
                  "status",
                  one(
                      List.of(
                          "planned",
                          "confirmed",
                          "repeat-visit",
                          "done",
                          "no-sheet",
                          "cancelled")));
    };
  }

  private Answer complete(Deal deal) {
    List<JsonNode> open = deal.openActivities();
    if (open.isEmpty()) {
      return deal.plan("Связаться", soon());
    }
    String path = "/activities/" + Json.text(one(open), "id") + "/complete";
    return switch (random.nextInt(4)) {
      case 0 -> anna.post(path, "result", "confirmed");
      case 1 -> anna.post(path, "result", "moved", "newDate", soon());
      case 2 -> anna.post(path, "result", "refused");
      default -> anna.post(path, "result", "done");
    };
  }

  private void visit(Deal deal) {
    String date = deal.text("measurement.date");
    LocalDate day = date.isEmpty() || chance(6) ? soon() : LocalDate.parse(date);
    tried("chat", deal, () -> deal.invited("tanya").invited("kira").say("Лифт не работает"));
    tried("stamp", deal, () -> deal.by("tanya").stamp());
    tried("visit", deal, () -> deal.by("kira").visit(day));
    tried("confirm", deal, () -> deal.by("kira").confirm());
  }

  private void measured(Deal deal) {
    String date = deal.text("measurement.date");
    boolean confirmed = !deal.text("visit.confirmedAt").isEmpty();
    if (confirmed && deal.text("visit.outcome").isEmpty()) {
      until(LocalDate.parse(date).atTime(chance(2) ? LocalTime.of(15, 40) : LocalTime.of(21, 30)));
      tried("result", deal, () -> result(deal));
    } else if (confirmed && chance(2)) {
      until(now.plusDays(1).with(LocalTime.parse(one(HOURS))));
    } else if (date.isEmpty() || LocalDate.parse(date).isBefore(now.toLocalDate().plusDays(2))) {
      tried("date", deal, () -> deal.patch("measurement.date", now.toLocalDate().plusDays(3)));
    } else {
      visit(deal);
    }
  }

  private Answer result(Deal deal) {
    return switch (random.nextInt(4)) {
      case 0 ->
          deal.result(
              "contract",
              "contract.number",
              zamer.contractNumber(),
              "contract.amount",
              100000,
              "contract.discount",
              0,
              "contract.clientName",
              "Геннадий Петров");
      case 1 ->
          deal.result("repeat", "date", soon(), "dateKind", one(List.of("exact", "approximate")));
      case 2 -> deal.result("repeat");
      default -> deal.by(one(List.of("anna", "egor"))).result("no-contract");
    };
  }

  private Answer close(Deal deal) {
    return chance(4)
        ? deal.move(
            "sales/won",
            "contract.number",
            chance(3) ? "12" : zamer.contractNumber(),
            "contract.amount",
            90000,
            "contract.discount",
            0,
            "contract.clientName",
            "Геннадий Петров")
        : deal.move(
            "sales/lost",
            "loss.result",
            one(List.of("refused-before-measurement", "refused-after-measurement")),
            "loss.reason",
            one(List.of("дорого", "нашел дешевле")));
  }

  /** Time goes on: by hours, by days, or to around the visit of this deal. */
  private void ahead(Deal deal) {
    LocalDate day = now.toLocalDate().plusDays(random.nextInt(3));
    String date = deal.text("measurement.date");
    if (!date.isEmpty() && chance(2)) {
      LocalDate around = LocalDate.parse(date).plusDays(random.nextInt(5) - 3);
      if (around.isAfter(day) && around.isBefore(day.plusDays(40))) {
        day = around;
      }
    }
    until(day.atTime(LocalTime.parse(one(HOURS))));
  }

  private void until(LocalDateTime next) {
    if (next.isAfter(now.plusMinutes(2))) {
      now = next;
      zamer.clock(now);
      seen.merge("clock", 1, Integer::sum);
      deals.forEach(this::holds);
    }
  }

  private Answer tried(String what, Deal deal, Supplier<Answer> request) {
    List<String> before = deal.everything();
    Answer answer = request.get();
    assertThat(answer.status()).as(answer.toString()).isBetween(200, 499);
    seen.merge(what + (answer.succeeded() ? " done" : " " + answer.status()), 1, Integer::sum);
    if (!answer.succeeded() && !what.equals("chat")) {
      assertThat(deal.everything()).as("after the refusal of " + answer).isEqualTo(before);
    }
    return answer;
  }

  private void holds(Deal deal) {
    JsonNode card = deal.json();
    String stage = deal.stage();
    if (!stage.startsWith("deferred/") && !REVERSIBLE.contains(stage)) {
      beyond.add(deal.id);
    }
    assertThat(beyond.contains(deal.id) && REVERSIBLE.contains(stage))
        .as("IRR-1: deal " + deal.id + " is in " + stage)
        .isFalse();
    if (stage.startsWith("sales/")) {
      assertThat(STAGES).contains(stage);
    }
    deal.ledgerRecord()
        .ifPresent(
            ledger -> {
              assertThat(Json.text(ledger, "plannedDate"))
                  .isEqualTo(Json.text(card, "measurement.date"));
              assertThat(Json.amount(ledger, "estimateAmount"))
                  .isEqualTo(Json.amount(card, "estimate.amount"));
              assertThat(Json.text(ledger, "status"))
                  .isEqualTo(Json.text(card, "measurement.status"));
            });
    if (Json.text(card, "status").equals("won")) {
      assertThat(Json.text(card, "contract.number")).matches("\\d+Ш");
      assertThat(Json.text(card, "measurement.status")).isEqualTo("contract");
    }
    if (!Json.text(card, "status").equals("open")) {
      assertThat(deal.openActivities())
          .as("what the regulation asks for of the closed deal " + deal.id)
          .allMatch(activity -> Json.text(activity, "rule").isEmpty());
    }
    assertThat(deal.dueOn("PRE-5").stream().distinct().sorted(Comparator.naturalOrder()).toList())
        .as("confirmations of deal " + deal.id)
        .hasSizeLessThanOrEqualTo(1);
  }

  private LocalDate soon() {
    return now.toLocalDate().plusDays(one(List.of(0, 1, 2, 3, 3, 4, 5, 10, 32, 33, 60)));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T one(List<T> among) {
    return among.get(random.nextInt(among.size()));
  }
}
