package app.zamer.measurements;

import static app.zamer.measurements.SomeFacts.REGULATION;
import static app.zamer.measurements.SomeFacts.VISIT_DAY;
import static app.zamer.measurements.SomeFacts.agreed;
import static app.zamer.measurements.SomeFacts.at;
import static app.zamer.measurements.SomeFacts.confirmedVisit;
import static app.zamer.measurements.SomeFacts.held;
import static app.zamer.measurements.SomeFacts.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.zamer.measurements.VisitReport.Made;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VisitReportTests {
  private static final Instant AFTERWARDS = at(VISIT_DAY, "14:30");
  private static final LocalDate LATER = VISIT_DAY.plusDays(7);
  private static final DealFacts VISITED =
      with(agreed(), confirmedVisit()).with("measurement.status", "confirmed");
  private static final VisitReport NO_CONTRACT = new VisitReport("no-contract", null, null, null);

  @Test
  void aResultIsKeptWithItsMomentAndCountsTheVisit() {
    DealFacts after = fine(NO_CONTRACT, VISITED);
    assertThat(visit(after).outcome()).isEqualTo("no-contract");
    assertThat(visit(after).outcomeAt()).isEqualTo(AFTERWARDS);
    assertThat(after.visitsHeld()).isEqualTo(1);
    assertThat(after.measurement().status()).isEqualTo("done");
  }

  @Test
  void aContractIsMergedIntoWhatIsKnownOfIt() {
    DealFacts known =
        VISITED.with(new Contract("", null, new BigDecimal("5000.00"), "Иванов Иван"));
    DealFacts after =
        fine(
            new VisitReport(
                "contract", new Made(" 12455Ш ", new BigDecimal("400000"), null, null), null, null),
            known);
    assertThat(after.contract())
        .isEqualTo(
            new Contract(
                "12455Ш", new BigDecimal("400000.00"), new BigDecimal("5000.00"), "Иванов Иван"));
    assertThat(after.measurement().status()).isEqualTo("contract");
  }

  @Test
  void aContractMayBeReportedBeforeAnythingIsKnownOfIt() {
    assertThat(fine(new VisitReport("contract", null, null, null), VISITED).contract())
        .isEqualTo(VISITED.contract());
  }

  @Test
  void aSecondVisitNeedsItsDateAndItsKind() {
    assertThat(report(new VisitReport("repeat", null, null, null), VISITED).violations())
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("REP-2", "date"), tuple("REP-2", "dateKind"));
    assertThat(report(new VisitReport("repeat", null, LATER, "maybe"), VISITED).violations())
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("REP-2", "dateKind"));
  }

  @Test
  void aSecondVisitMovesTheDateOfDealAndLedger() {
    DealFacts after = fine(new VisitReport("repeat", null, LATER, "approximate"), VISITED);
    assertThat(after.measurement().date()).isEqualTo(LATER);
    assertThat(after.measurement().dateKind()).isEqualTo("approximate");
    assertThat(after.measurement().status()).isEqualTo("repeat-visit");
  }

  @Test
  void aSecondVisitIsOnALaterDayThanTheFirstAndNotInThePast() {
    assertThat(
            report(new VisitReport("repeat", null, VISIT_DAY.plusDays(1), "exact"), VISITED)
                .violations())
        .isEmpty();
    assertThat(report(new VisitReport("repeat", null, VISIT_DAY, "exact"), VISITED).violations())
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("REP-2", "date"));
    assertThat(
            new VisitReport("repeat", null, VISIT_DAY.plusDays(1), "exact")
                .report(VISITED, true, at(VISIT_DAY.plusDays(2), "09:00"), REGULATION)
                .violations())
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("REP-3", "date"));
  }

  @Test
  void thereIsNoResultBeforeTheVisitStarts() {
    assertThat(
            NO_CONTRACT
                .report(VISITED, true, at(VISIT_DAY, "12:00").minusMillis(1), REGULATION)
                .violations())
        .extracting(Violation::field)
        .containsExactly("outcome");
    assertThat(NO_CONTRACT.report(VISITED, true, at(VISIT_DAY, "12:00"), REGULATION).violations())
        .isEmpty();
  }

  @Test
  void whatDoesNotBelongToTheResultIsRefusedAllAtOnce() {
    var report = new VisitReport("no-contract", new Made("1А", null, null, null), LATER, "exact");
    assertThat(report(report, VISITED).violations())
        .extracting(Violation::field)
        .containsExactly("contract", "date", "dateKind");
  }

  @Test
  void anUnknownResultIsNone() {
    assertThat(report(new VisitReport("maybe", null, null, null), agreed()).violations())
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple(Violation.INVALID, "outcome"));
  }

  @Test
  void amountsThatAreNoneAreRefused() {
    var made = new Made("12455Ш", new BigDecimal("-1"), new BigDecimal("0.001"), "Иванов");
    assertThat(report(new VisitReport("contract", made, null, null), VISITED).violations())
        .extracting(Violation::field)
        .containsExactly("contract.amount", "contract.discount");
  }

  @Test
  void theResultOfAClosedDealStands() {
    assertThat(
            NO_CONTRACT
                .report(with(agreed(), held("contract")), false, AFTERWARDS, REGULATION)
                .violations())
        .extracting(Violation::field)
        .containsExactly("outcome");
  }

  @Test
  void aContractReportedByMistakeIsTakenBackWhole() {
    DealFacts contract =
        fine(
            new VisitReport(
                "contract",
                new Made("12455Ш", BigDecimal.TEN, BigDecimal.ONE, "Иванов"),
                null,
                null),
            VISITED);
    DealFacts after = fine(NO_CONTRACT, contract);
    assertThat(after.contract()).isEqualTo(new Contract("", null, null, ""));
    assertThat(after.measurement().status()).isEqualTo("done");
    assertThat(after.visitsHeld()).isEqualTo(1);
  }

  @Test
  void aSecondVisitReportedByMistakeGivesTheDateBack() {
    DealFacts repeat = fine(new VisitReport("repeat", null, LATER, "approximate"), VISITED);
    DealFacts after = fine(NO_CONTRACT, repeat);
    assertThat(after.measurement().date()).isEqualTo(VISIT_DAY);
    assertThat(after.measurement().dateKind()).isEqualTo("exact");
  }

  @Test
  void theSameResultAgainKeepsItsMoment() {
    DealFacts once = fine(NO_CONTRACT, VISITED);
    assertThat(NO_CONTRACT.report(once, true, AFTERWARDS.plusSeconds(600), REGULATION).facts())
        .isEqualTo(once);
  }

  private static DealFacts fine(VisitReport report, DealFacts facts) {
    Checked checked = report(report, facts);
    assertThat(checked.violations()).isEmpty();
    return checked.facts();
  }

  private static Checked report(VisitReport report, DealFacts facts) {
    return report.report(facts, true, AFTERWARDS, REGULATION);
  }

  private static Visit visit(DealFacts facts) {
    return Objects.requireNonNull(facts.visit());
  }
}
