package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LOST: the client has refused. */
class LossTests extends Journey {
  private static final LocalDate VISIT = in(3);

  private static Answer lose(Deal deal, String result, String reason) {
    return deal.move("sales/lost", "loss.result", result, "loss.reason", reason);
  }

  private static Answer lose(Deal deal, String reason) {
    return lose(deal, "refused-before-measurement", reason);
  }

  @Test
  void aRefusalIsLostWithThePinnedReason() {
    Deal deal = estimate().pinned("Сказал: дорого, берёт у соседа");
    lose(deal, "дорого").is(200);
    assertThat(deal.text("status")).isEqualTo("lost");
    assertThat(deal.text("loss.result")).isEqualTo("refused-before-measurement");
    assertThat(deal.text("loss.reason")).isEqualTo("дорого");
    assertThat(deal.openActivities()).isEmpty();
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnce() {
    Deal deal = bare();
    Answer refused = changingNothing(deal, () -> deal.move("sales/lost"));
    assertThat(refused.refusedRules()).contains("LOST-1", "LOST-2", "LOST-3");
    assertThat(refused.refused())
        .contains("LOST-2 loss.result", "LOST-3 loss.reason", "LOST-3 estimate.amount");
  }

  @Test
  void aCommentThatIsNotPinnedIsNotEnough() {
    Deal deal = estimate();
    Answer comment = deal.comment("Дорого", false).is(201);
    assertThat(changingNothing(deal, () -> lose(deal, "дорого")).refusedRules()).contains("LOST-1");
    anna.put(deal.path() + "/comments/" + comment.text("id") + "/pin").ok();
    lose(deal, "дорого").is(200);
  }

  @Test
  void aReasonThatThePinnedCommentDoesNotNameIsRefused() {
    Deal deal = estimate().pinned("Клиент решил, что это дорого");
    Answer refused = changingNothing(deal, () -> lose(deal, "передумал"));
    assertThat(refused.refused()).containsExactly("LOST-3 loss.reason");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "дорого",
        "ДОРОГО",
        "Нашёл дешевле",
        "нашел дешевле",
        "дешевле, нашёл",
        "еще",
        "ЕЩЁ дорого!"
      })
  void caseAndYoAndOrderDoNotMatter(String reason) {
    Deal deal = estimate().pinned("Слишком Дорого. НАШЕЛ ещё дешевле у соседа");
    lose(deal, reason).is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "...", "дорого передумал"})
  void aReasonWithoutWordsOrWithAWordTooManyIsRefused(String reason) {
    Deal deal = estimate().pinned("Слишком дорого");
    assertThat(changingNothing(deal, () -> lose(deal, reason)).refused())
        .contains("LOST-3 loss.reason");
  }

  @Test
  void theSumIsRequiredInTheSameWindow() {
    Deal deal = bare().pinned("Дорого");
    assertThat(changingNothing(deal, () -> lose(deal, "дорого")).refused())
        .containsExactly("LOST-3 estimate.amount");
    deal.moved(
        "sales/lost",
        "loss.result",
        "refused-before-measurement",
        "loss.reason",
        "дорого",
        "estimate.amount",
        115973);
    assertThat(Json.amount(deal.json(), "estimate.amount")).isEqualByComparingTo("115973");
  }

  @Test
  void afterMeasurementIsNotSaidOfADealWithoutAVisit() {
    Deal deal = estimate().pinned("Дорого");
    assertThat(
            changingNothing(deal, () -> lose(deal, "refused-after-measurement", "дорого"))
                .refused())
        .containsExactly("LOST-2 loss.result");
  }

  @Test
  void beforeMeasurementIsNotSaidOfADealWithAVisit() {
    Deal deal = visited(VISIT, "no-contract").pinned("Дорого");
    assertThat(changingNothing(deal, () -> lose(deal, "дорого")).refused())
        .containsExactly("LOST-2 loss.result");
    lose(deal, "refused-after-measurement", "дорого").is(200);
    assertThat(Json.text(deal.ledger(), "status")).isEqualTo("refused-after");
    agrees(deal);
    clock(VISIT.plusDays(1), 11, 1);
    assertThat(deal.text("status")).isEqualTo("lost");
    assertThat(Json.text(deal.ledger(), "status")).isEqualTo("refused-after");
  }

  @Test
  void aThirdKindOfLossDoesNotExist() {
    Deal deal = estimate().pinned("Дорого");
    changingNothing(deal, () -> lose(deal, "refused", "дорого")).is(400, 422);
  }

  @Test
  void aPlannedVisitIsRefusedBeforeInTheLedger() {
    Deal deal = confirmed(VISIT).pinned("Дорого");
    lose(deal, "дорого").is(200);
    assertThat(Json.text(deal.ledger(), "status")).isEqualTo("refused-before");
    agrees(deal);
    clock(VISIT.plusDays(1), 11, 1);
    assertThat(deal.deadlines("missed")).doesNotContain("REP-1", "MEAS-9");
  }

  @Test
  void aRecordedMeasurementIsRefusedBeforeInTheLedger() {
    Deal deal = preMeasurement(in(10)).pinned("Дорого");
    lose(deal, "дорого").is(200);
    assertThat(Json.text(deal.ledger(), "status")).isEqualTo("refused-before");
    agrees(deal);
  }

  @Test
  void aDealThatNeverHadAMeasurementIsNotInTheLedgerAfterwards() {
    Deal deal = bare().set("estimate.amount", 50000).pinned("Дорого");
    lose(deal, "дорого").is(200);
    deal.ledgerRecord()
        .ifPresent(record -> assertThat(Json.text(record, "status")).isNotEqualTo("refused-after"));
    assertThat(olga.get("/ledger/reconciliation").items()).isEmpty();
  }
}
