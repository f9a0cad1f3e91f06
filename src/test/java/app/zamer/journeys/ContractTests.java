package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WIN: the contract. */
class ContractTests extends Journey {
  private static Object[] contract(String number) {
    return new Object[] {
      "contract.number",
      number,
      "contract.amount",
      110000,
      "contract.discount",
      0,
      "contract.clientName",
      "Петров Геннадий Иванович"
    };
  }

  @Test
  void aContractMadeRemotelyIsWonStraightFromEstimate() {
    Deal deal = bare();
    String number = zamer.contractNumber();
    Answer won = deal.move("sales/won", contract(number)).is(200);
    assertThat(won.text("status")).isEqualTo("won");
    assertThat(deal.text("status")).isEqualTo("won");
    assertThat(deal.text("contract.number")).isEqualTo(number);
    assertThat(deal.text("contract.clientName")).isEqualTo("Петров Геннадий Иванович");
    assertThat(deal.text("measurement.status")).isEqualTo("contract");
    agrees(deal);
    assertThat(
            olga.get("/ledger/reports/contracts?from=" + TODAY + "&to=" + TODAY + "&size=200")
                .items())
        .anyMatch(contract -> contract.toString().contains(number));
    assertThat(
            olga.get("/ledger/reports/contracts?from=" + in(1) + "&to=" + in(9) + "&size=200")
                .items())
        .noneMatch(contract -> contract.toString().contains(number));
  }

  @Test
  void aDealMayBeWonFromEveryOpenStageOfSales() {
    List<Deal> deals = new ArrayList<>();
    deals.add(estimate().moved("sales/postponed"));
    deals.add(preMeasurement(in(10)));
    deals.add(measurement(in(3)));
    for (Deal deal : deals) {
      deal.moved("sales/won", contract(zamer.contractNumber()));
      assertThat(deal.text("status")).isEqualTo("won");
      assertThat(deal.openActivities()).isEmpty();
      assertThat(deal.deadlines("running")).isEmpty();
    }
  }

  @Test
  void whatIsMissingIsAskedForAllAtOnce() {
    Deal deal = bare();
    Answer refused = changingNothing(deal, () -> deal.move("sales/won"));
    assertThat(refused.refused())
        .contains(
            "WIN-2 contract.number",
            "WIN-2 contract.amount",
            "WIN-2 contract.discount",
            "WIN-2 contract.clientName");
  }

  @Test
  void nothingOfARefusedWindowIsKept() {
    Deal deal = estimate();
    Answer refused =
        changingNothing(
            deal,
            () ->
                deal.move(
                    "sales/won",
                    "contract.number",
                    "12",
                    "contract.amount",
                    110000,
                    "contract.discount",
                    0,
                    "contract.clientName",
                    "Петров Геннадий Иванович"));
    assertThat(refused.refused()).containsExactly("WIN-2 contract.number");
    assertThat(deal.text("contract.amount")).isEmpty();
    assertThat(deal.text("contract.clientName")).isEmpty();
  }

  @Test
  void whatWasWrittenIntoTheDealBeforeNeedNotBeSaidAgain() {
    Deal deal = estimate().set(contract(zamer.contractNumber()));
    deal.moved("sales/won");
    assertThat(deal.text("status")).isEqualTo("won");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12455",
        "Ш",
        "Ш12455",
        "12455Sh",
        "12455ШШ",
        "12455 Ш",
        "abc",
        "-",
        "12455Ш; drop",
        "１２４５５Ш"
      })
  void aNumberThatDoesNotLookLikeOneIsRefused(String number) {
    Deal deal = bare();
    Answer refused = changingNothing(deal, () -> deal.move("sales/won", contract(number)));
    assertThat(refused.refused()).containsExactly("WIN-2 contract.number");
  }

  @Test
  void oneNumberIsOneDeal() {
    String number = zamer.contractNumber();
    bare().moved("sales/won", contract(number));
    Deal second = bare();
    Answer refused = changingNothing(second, () -> second.move("sales/won", contract(number)));
    assertThat(refused.refused()).containsExactly("WIN-2 contract.number");
    changingNothing(second, () -> second.patch("contract.number", number)).is(409, 422);
  }

  @Test
  void ofTwoDealsWonWithOneNumberAtOnceOneIs() throws Exception {
    for (int round = 0; round < 5; round++) {
      String number = zamer.contractNumber();
      List<Deal> deals = List.of(bare(), bare());
      CountDownLatch start = new CountDownLatch(1);
      try (var threads = Executors.newFixedThreadPool(2)) {
        List<Future<Answer>> answers = new ArrayList<>();
        for (Deal deal : deals) {
          answers.add(
              threads.submit(
                  () -> {
                    start.await();
                    return deal.move("sales/won", contract(number));
                  }));
        }
        start.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> answer : answers) {
          statuses.add(answer.get().is(200, 409, 422).status());
        }
        assertThat(statuses).containsOnlyOnce(200);
      }
      assertThat(deals)
          .extracting(deal -> deal.text("status"))
          .containsExactlyInAnyOrder("won", "open");
    }
  }

  @Test
  void aContractChangesTheDealsPriceInTheLedgerToo() {
    Deal deal = preMeasurement(in(10));
    String number = zamer.contractNumber();
    deal.moved("sales/won", contract(number));
    assertThat(deal.ledger().toString()).contains(number);
    assertThat(Json.text(deal.ledger(), "status")).isEqualTo("contract");
    agrees(deal);
  }

  @Test
  void aWonDealIsNotMovedIntoAStageBeforeMeasurement() {
    Deal deal = preMeasurement(in(10)).moved("sales/won", contract(zamer.contractNumber()));
    assertThat(changingNothing(deal, () -> deal.move("sales/estimate")).status())
        .isIn(403, 409, 422);
    assertThat(changingNothing(deal, () -> deal.move("sales/postponed")).status())
        .isIn(403, 409, 422);
  }
}
