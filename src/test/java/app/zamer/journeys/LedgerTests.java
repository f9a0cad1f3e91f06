package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** ALL: deal and ledger are one fact, nobody is forgotten, and everything is written down. */
class LedgerTests extends Journey {
  @Test
  void whatIsWrittenInTheLedgerIsSeenInTheDeal() {
    Deal deal = preMeasurement(in(10));
    deal.patchLedger("plannedDate", in(12), "estimateAmount", 99500.5).ok();
    assertThat(deal.text("measurement.date")).isEqualTo(in(12).toString());
    assertThat(deal.text("measurement.decidedOn")).isEqualTo(TODAY.toString());
    assertThat(Json.amount(deal.json(), "estimate.amount")).isEqualByComparingTo("99500.50");
    agrees(deal);
  }

  @Test
  void whatIsWrittenInTheDealIsSeenInTheLedger() {
    Deal deal = preMeasurement(in(10));
    deal.set("measurement.date", in(14), "estimate.amount", 87000);
    assertThat(Json.text(deal.ledger(), "plannedDate")).isEqualTo(in(14).toString());
    assertThat(Json.amount(deal.ledger(), "estimateAmount")).isEqualByComparingTo("87000");
    deal.by("olga").patchLedger("status", "cancelled").ok();
    assertThat(deal.text("measurement.status")).isEqualTo("cancelled");
    agrees(deal);
  }

  @Test
  void theLedgerIsFilteredByStatusAndDate() {
    Deal deal = preMeasurement(in(10));
    String day = in(10).toString();
    assertThat(
            olga.get("/ledger/measurements?size=200&status=planned&from=" + day + "&to=" + day)
                .items())
        .allMatch(
            record ->
                Json.text(record, "plannedDate").equals(day)
                    && Json.text(record, "status").equals("planned"))
        .anyMatch(record -> Json.text(record, "id").equals(Json.text(deal.ledger(), "id")));
    assertThat(
            olga.get("/ledger/measurements?size=200&deal=" + deal.id + "&from=" + in(11)).items())
        .isEmpty();
    assertThat(olga.get("/ledger/measurements?size=200&deal=" + deal.id + "&status=done").items())
        .isEmpty();
  }

  @Test
  void howeverManyWriteAtOnceBothSidesStayOne() throws Exception {
    Deal deal = preMeasurement(in(10));
    int writers = 8;
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(writers)) {
      List<Future<Integer>> done = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int number = writer;
        done.add(
            threads.submit(
                () -> {
                  start.await();
                  int written = 0;
                  for (int round = 0; round < 5; round++) {
                    int amount = 100000 + number * 100 + round;
                    Answer answer =
                        number % 2 == 0
                            ? deal.patch(
                                "estimate.amount", amount, "measurement.date", in(5 + number))
                            : deal.patchLedger(
                                "estimateAmount", amount, "plannedDate", in(5 + number));
                    written += answer.is(200, 409, 412).succeeded() ? 1 : 0;
                  }
                  return written;
                }));
      }
      start.countDown();
      int written = 0;
      for (Future<Integer> each : done) {
        written += each.get();
      }
      assertThat(written).isPositive();
    }
    agrees(deal);
    assertThat(deal.dueOn("PRE-5")).hasSize(1);
  }

  @Test
  void everyChangeSaysWhoWhenWhatBeforeAndAfterAndByWhichClause() {
    Deal deal = preMeasurement(in(10));
    JsonNode move = deal.history().getFirst();
    assertThat(Json.text(move, "by")).isEqualTo("anna");
    assertThat(Json.text(move, "at")).startsWith(TODAY + "T09:0").endsWith("+03:00");
    assertThat(Json.text(move, "rule")).isEqualTo("PRE-0");
    assertThat(move.path("change").toString()).contains("estimate", "pre-measurement");

    deal.by("olga").set("estimate.amount", 87000);
    JsonNode change = deal.history().getFirst();
    assertThat(Json.text(change, "by")).isEqualTo("olga");
    JsonNode amount =
        change
            .path("change")
            .valueStream()
            .filter(each -> Json.text(each, "field").equals("estimate.amount"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no estimate.amount in " + change));
    assertThat(amount.path("before").asString()).startsWith("115973");
    assertThat(amount.path("after").asString()).startsWith("87000");
  }

  @Test
  void historyIsNewestFirstAndOnlyGrows() {
    Deal deal = estimate();
    List<JsonNode> before = deal.history();
    deal.moved("sales/postponed").moved("sales/estimate");
    List<JsonNode> after = deal.history();
    assertThat(after)
        .hasSizeGreaterThanOrEqualTo(before.size() + 2)
        .endsWith(before.toArray(JsonNode[]::new));
    anna.delete(deal.path() + "/history").is(403, 404, 405);
  }

  @Test
  void aChangeThatChangesNothingIsNotWrittenDown() {
    Deal deal = estimate();
    int before = deal.history().size();
    deal.set("address.city", "Москва", "estimate.amount", 115973);
    assertThat(deal.history()).hasSize(before);
  }

  @Test
  void anOpenDealWithoutAnActivityIsShownAsSuch() {
    Deal deal = bare();
    assertThat(deal.openActivities()).isEmpty();
    String phone = deal.json().path("client").path("phones").path(0).asString().substring(1);
    assertThat(deal.json().path("withoutActivity").asBoolean()).isTrue();
    assertThat(olga.get("/deals?phone=" + phone).items())
        .hasSize(1)
        .allMatch(shown -> Json.text(shown, "nextActivityOn").isEmpty());
    deal.plan("Позвонить", in(1)).ok();
    assertThat(deal.json().path("withoutActivity").asBoolean()).isFalse();
    assertThat(anna.get("/deals?phone=" + phone).items())
        .hasSize(1)
        .allMatch(shown -> Json.text(shown, "nextActivityOn").equals(in(1).toString()));
  }

  @Test
  void thePlanSaysWhatToDoAndByWhen() {
    Deal deal = preMeasurement(in(10));
    JsonNode confirmation =
        deal.plan().stream()
            .filter(item -> Json.text(item, "rule").equals("PRE-5"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no PRE-5 in " + deal.plan()));
    assertThat(Json.text(confirmation, "text")).isNotEmpty();
    assertThat(Json.text(confirmation, "state")).isIn("todo", "waiting");
    assertThat(Json.text(confirmation, "dueAt")).startsWith(in(7).toString());
    assertThat(deal.plan())
        .allSatisfy(
            item ->
                assertThat(Json.text(item, "state")).isIn("done", "todo", "overdue", "waiting"));
  }
}
