package app.zamer.measurements;

import static app.zamer.measurements.SomeFacts.NOW;
import static app.zamer.measurements.SomeFacts.TODAY;
import static app.zamer.measurements.SomeFacts.VISIT_DAY;
import static app.zamer.measurements.SomeFacts.agreed;
import static app.zamer.measurements.SomeFacts.confirmedVisit;
import static app.zamer.measurements.SomeFacts.dated;
import static app.zamer.measurements.SomeFacts.empty;
import static app.zamer.measurements.SomeFacts.held;
import static app.zamer.measurements.SomeFacts.repeated;
import static app.zamer.measurements.SomeFacts.visit;
import static app.zamer.measurements.SomeFacts.with;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Measurement;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ConsistencyTests {
  private static final LocalDate LATER = VISIT_DAY.plusDays(7);

  @Test
  void aFirstDateIsDecidedTodayAndMakesTheRecord() {
    DealFacts after = consistent(empty(), dated(empty(), VISIT_DAY));
    assertThat(after.measurement())
        .isEqualTo(new Measurement(VISIT_DAY, "", TODAY, null, "planned"));
  }

  @Test
  void anotherDateIsDecidedToday() {
    assertThat(consistent(agreed(), dated(agreed(), LATER)).measurement())
        .isEqualTo(new Measurement(LATER, "exact", TODAY, true, "planned"));
  }

  @Test
  void theSameDateAgainWasDecidedWhenItWasFirstSet() {
    DealFacts after =
        agreed()
            .with(new Measurement(VISIT_DAY, "approximate", TODAY.plusDays(5), false, "planned"));
    assertThat(consistent(agreed(), after).measurement())
        .isEqualTo(new Measurement(VISIT_DAY, "approximate", TODAY.minusDays(1), false, "planned"));
  }

  @Test
  void aClearedDateTakesItsDecisionItsKindAndAPlannedRecordWithIt() {
    assertThat(consistent(agreed(), dated(agreed(), null)).measurement())
        .isEqualTo(new Measurement(null, "", null, true, ""));
  }

  @Test
  void aClearedDateLeavesTheRecordOfAMeasurementThatTookPlace() {
    DealFacts done = with(agreed(), held("no-contract")).with("measurement.status", "done");
    assertThat(consistent(done, dated(done, null)).measurement().status()).isEqualTo("done");
  }

  @Test
  void aVisitWithoutOutcomeIsCalledOffWithItsConfirmationWhenTheDateMoves() {
    DealFacts confirmed = with(agreed(), confirmedVisit()).with("measurement.status", "confirmed");
    DealFacts after = consistent(confirmed, dated(confirmed, LATER));
    assertThat(after.visit()).isNull();
    assertThat(after.measurement().status()).isEqualTo("planned");
  }

  @Test
  void aConfirmedVisitWhoseDateIsClearedLeavesNoRecord() {
    DealFacts confirmed = with(agreed(), confirmedVisit()).with("measurement.status", "confirmed");
    DealFacts after = consistent(confirmed, dated(confirmed, null));
    assertThat(after.visit()).isNull();
    assertThat(after.measurement().status()).isEmpty();
  }

  @Test
  void aConfirmedRepeatVisitThatMovesIsARepeatVisitAgain() {
    DealFacts confirmed =
        with(agreed(), repeated(confirmedVisit())).with("measurement.status", "confirmed");
    assertThat(consistent(confirmed, dated(confirmed, LATER)).measurement().status())
        .isEqualTo("repeat-visit");
  }

  @Test
  void aConfirmedDateOfASecondVisitNobodyHasPlannedYetIsUnconfirmedWhenItMoves() {
    DealFacts confirmed = with(agreed(), held("repeat")).with("measurement.status", "confirmed");
    assertThat(consistent(confirmed, dated(confirmed, LATER)).measurement().status())
        .isEqualTo("repeat-visit");
  }

  @Test
  void aVisitThatTookPlaceStaysWhenTheDateMoves() {
    DealFacts repeat = with(agreed(), held("repeat")).with("measurement.status", "repeat-visit");
    DealFacts after = consistent(repeat, dated(repeat, LATER));
    assertThat(after.visit()).isEqualTo(held("repeat"));
    assertThat(after.measurement().status()).isEqualTo("repeat-visit");
  }

  @Test
  void theResultRepeatMovesTheDateAndKeepsTheVisitThatHadIt() {
    DealFacts before = with(agreed(), confirmedVisit()).with("measurement.status", "confirmed");
    DealFacts after =
        with(before, held("repeat"))
            .with("measurement.date", LATER)
            .with("measurement.dateKind", "approximate")
            .with("measurement.status", "repeat-visit");
    DealFacts consistent = consistent(before, after);
    assertThat(consistent.visit()).isEqualTo(held("repeat"));
    assertThat(consistent.measurement())
        .isEqualTo(new Measurement(LATER, "approximate", TODAY, true, "repeat-visit"));
  }

  @Test
  void aVisitPlannedTogetherWithItsDateIsNotCalledOff() {
    DealFacts before =
        agreed().with("measurement.date", LATER).with("measurement.dateKind", "approximate");
    DealFacts after = with(dated(before, VISIT_DAY), visit());
    assertThat(consistent(before, after).visit()).isEqualTo(visit());
  }

  @Test
  void anotherVisitInsteadOfAConfirmedOneIsNotConfirmed() {
    DealFacts confirmed = with(agreed(), confirmedVisit()).with("measurement.status", "confirmed");
    assertThat(consistent(confirmed, with(confirmed, visit())).measurement().status())
        .isEqualTo("planned");
  }

  @Test
  void aMeasurementThatDidNotTakePlaceIsPlannedAgainByAnotherDate() {
    DealFacts cancelled = agreed().with("measurement.status", "cancelled");
    assertThat(consistent(cancelled, dated(cancelled, LATER)).measurement().status())
        .isEqualTo("planned");
    assertThat(consistent(agreed(), cancelled).measurement().status()).isEqualTo("cancelled");
  }

  @Test
  void anotherSumVoidsTheStamp() {
    DealFacts after = amount(agreed(), "350000.01");
    assertThat(consistent(agreed(), after).estimate())
        .isEqualTo(new Estimate(new BigDecimal("350000.01"), null, ""));
  }

  @Test
  void theSameSumWrittenOtherwiseKeepsTheStamp() {
    DealFacts after = amount(agreed(), "350000");
    assertThat(consistent(agreed(), after).estimate().stampedBy()).isEqualTo("tanya");
  }

  @Test
  void aSumThatIsStampedInTheSameChangeKeepsThatStamp() {
    DealFacts after = agreed().with(new Estimate(BigDecimal.ONE, NOW, "tanya"));
    assertThat(consistent(agreed(), after).estimate()).isEqualTo(after.estimate());
  }

  @Test
  void beingConsistentIsDoneOnce() {
    DealFacts confirmed = with(agreed(), confirmedVisit()).with("measurement.status", "confirmed");
    DealFacts once = consistent(confirmed, amount(dated(confirmed, LATER), "1"));
    assertThat(consistent(confirmed, once)).isEqualTo(once);
  }

  @Test
  void whatHasNothingToDoWithItChangesNothing() {
    DealFacts facts = with(agreed(), confirmedVisit()).with("measurement.status", "confirmed");
    assertThat(consistent(facts, facts)).isEqualTo(facts);
    assertThat(consistent(empty(), empty())).isEqualTo(empty());
  }

  private static DealFacts consistent(DealFacts before, DealFacts after) {
    return Measurements.consistent(before, after, TODAY, SomeFacts.REGULATION);
  }

  private static DealFacts amount(DealFacts facts, String amount) {
    return facts.with(
        new Estimate(
            new BigDecimal(amount), facts.estimate().stampedAt(), facts.estimate().stampedBy()));
  }
}
