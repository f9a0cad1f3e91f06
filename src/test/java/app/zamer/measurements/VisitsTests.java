package app.zamer.measurements;

import static app.zamer.measurements.MeasuredDeals.ANNA;
import static app.zamer.measurements.MeasuredDeals.BORIS;
import static app.zamer.measurements.MeasuredDeals.EGOR;
import static app.zamer.measurements.MeasuredDeals.KIRA;
import static app.zamer.measurements.MeasuredDeals.TANYA;
import static app.zamer.measurements.SomeFacts.NOW;
import static app.zamer.measurements.SomeFacts.TODAY;
import static app.zamer.measurements.SomeFacts.VISIT_DAY;
import static app.zamer.measurements.SomeFacts.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.measurements.VisitReport.Made;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@ZamerTest
@RecordApplicationEvents
class VisitsTests {
  private static final VisitPlan PLAN =
      new VisitPlan("m-egor", at(VISIT_DAY, "12:00"), at(VISIT_DAY, "14:00"));
  private static final VisitReport NO_CONTRACT = new VisitReport("no-contract", null, null, null);

  @Autowired Visits visits;
  @Autowired Stamps stamps;
  @Autowired MeasuredDeals deals;
  @Autowired CompanyClock clock;
  @Autowired ApplicationEvents events;

  @BeforeEach
  void stopTheClock() {
    clock.stopAt(NOW);
  }

  @Test
  void aPlannedVisitIsStoredAndAnnounced() {
    DealId deal = deals.agreed();
    assertThat(visits.plan(KIRA, deal, null, PLAN)).isInstanceOf(Outcome.Done.class);
    assertThat(deals.facts(deal).visit())
        .isEqualTo(
            new Visit(
                "m-egor",
                at(VISIT_DAY, "12:00"),
                at(VISIT_DAY, "14:00"),
                NOW,
                null,
                "",
                null,
                false));
    assertThat(events.stream(VisitPlanned.class))
        .containsExactly(
            new VisitPlanned(
                deal, new UserId("m-egor"), at(VISIT_DAY, "12:00"), at(VISIT_DAY, "14:00"), KIRA));
  }

  @Test
  void onlyAWorkingEngineerGoes() {
    DealId deal = deals.agreed();
    for (String login : List.of("m-gone", "m-tanya", "nobody")) {
      var plan = new VisitPlan(login, PLAN.startsAt(), PLAN.endsAt());
      assertThat(violations(visits.plan(KIRA, deal, null, plan)))
          .extracting(Violation::field)
          .containsExactly("engineer");
    }
    assertThat(deals.visits(deal)).isZero();
    assertThat(events.stream(VisitPlanned.class)).isEmpty();
  }

  @Test
  void whatIsWrongWithAPlanAndWhatTheRegulationHasAgainstItComeTogetherAndNothingIsKept() {
    DealId deal = deals.open();
    deals.change(deal, facts -> facts.with("measurement.date", VISIT_DAY));
    var plan =
        new VisitPlan(
            "m-egor", at(VISIT_DAY.plusDays(1), "12:00"), at(VISIT_DAY.plusDays(1), "13:00"));
    long version = deals.version(deal);
    assertThat(violations(visits.plan(KIRA, deal, null, plan)))
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("MEAS-7", "startsAt"), tuple("MEAS-7", "visit"));
    assertThat(deals.visits(deal)).isZero();
    assertThat(deals.version(deal)).isEqualTo(version);
  }

  @Test
  void planningAgainReplacesAVisitWithoutResult() {
    DealId deal = deals.visited();
    visits.plan(
        KIRA, deal, null, new VisitPlan("m-egor", at(VISIT_DAY, "16:00"), at(VISIT_DAY, "17:00")));
    assertThat(visit(deal).startsAt()).isEqualTo(at(VISIT_DAY, "16:00"));
    assertThat(deals.visits(deal)).isEqualTo(2);
  }

  @Test
  void aConfirmedVisitIsConfirmedInDealAndLedgerUntilItsDateMoves() {
    DealId deal = deals.visited();
    assertThat(visits.confirm(KIRA, deal, null)).isInstanceOf(Outcome.Done.class);
    assertThat(visit(deal).confirmedAt()).isEqualTo(NOW);
    assertThat(deals.facts(deal).measurement().status()).isEqualTo("confirmed");
    deals.change(deal, facts -> facts.with("measurement.date", VISIT_DAY.plusDays(1)));
    assertThat(deals.facts(deal).visit()).isNull();
    assertThat(deals.facts(deal).measurement().status()).isEqualTo("planned");
    assertThat(deals.facts(deal).measurement().decidedOn()).isEqualTo(TODAY);
  }

  @Test
  void confirmingTwiceIsTheSameAsOnce() {
    DealId deal = deals.visited();
    visits.confirm(KIRA, deal, null);
    long version = deals.version(deal);
    clock.stopAt(NOW.plusSeconds(60));
    visits.confirm(KIRA, deal, null);
    assertThat(visit(deal).confirmedAt()).isEqualTo(NOW);
    assertThat(deals.version(deal)).isEqualTo(version);
  }

  @Test
  void whereNoVisitIsPlannedThereIsNothingToConfirmOrReport() {
    DealId deal = deals.agreed();
    assertThat(violations(visits.confirm(KIRA, deal, null)))
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("MEAS-7", "visit"));
    // said once, in the regulation's words
    assertThat(violations(visits.report(ANNA, deal, null, NO_CONTRACT)))
        .filteredOn(violation -> "visit".equals(violation.field()))
        .extracting(violation -> violation.message().ru())
        .containsExactly("Выезд ещё не создан — укажите инженера, дату и время.");
  }

  @Test
  void aRepeatVisitKnowsThatItIsOneEvenAfterItsForerunnerWasCalledOff() {
    DealId deal = deals.confirmed();
    clock.stopAt(at(VISIT_DAY, "14:00"));
    visits.report(
        EGOR, deal, null, new VisitReport("repeat", null, VISIT_DAY.plusDays(5), "exact"));
    assertThat(deals.facts(deal).measurement().status()).isEqualTo("repeat-visit");
    assertThat(deals.facts(deal).measurement().decidedOn()).isEqualTo(VISIT_DAY);
    var second =
        new VisitPlan(
            "m-egor", at(VISIT_DAY.plusDays(5), "12:00"), at(VISIT_DAY.plusDays(5), "14:00"));
    visits.plan(KIRA, deal, null, second);
    assertThat(visit(deal).repeat()).isTrue();
    deals.change(deal, facts -> facts.with("measurement.date", VISIT_DAY.plusDays(6)));
    assertThat(visit(deal).outcome()).isEqualTo("repeat");
    assertThat(deals.facts(deal).measurement().status()).isEqualTo("repeat-visit");
    var third =
        new VisitPlan(
            "m-egor", at(VISIT_DAY.plusDays(6), "12:00"), at(VISIT_DAY.plusDays(6), "14:00"));
    visits.plan(KIRA, deal, null, third);
    assertThat(visit(deal).repeat()).isTrue();
    assertThat(deals.visits(deal)).isEqualTo(3);
  }

  @Test
  void aContractReportedFromTheVisitIsInTheDealAtOnce() {
    DealId deal = deals.confirmed();
    clock.stopAt(at(VISIT_DAY, "13:00"));
    String number = MeasuredDeals.digits() + "Ш";
    var made = new Made(number, new BigDecimal("420000"), new BigDecimal("0"), "Ильин Пётр");
    assertThat(visits.report(EGOR, deal, null, new VisitReport("contract", made, null, null)))
        .isInstanceOf(Outcome.Done.class);
    DealFacts facts = deals.facts(deal);
    assertThat(facts.contract())
        .isEqualTo(
            new Contract(
                number, new BigDecimal("420000.00"), new BigDecimal("0.00"), "Ильин Пётр"));
    assertThat(facts.measurement().status()).isEqualTo("contract");
    assertThat(facts.visitsHeld()).isEqualTo(1);
  }

  @Test
  void aNumberThatSomebodyElseTookMeanwhileIsRefusedAndNothingIsKept() {
    String number = MeasuredDeals.digits() + "Ш";
    deals.change(deals.open(), facts -> facts.with("contract.number", number));
    DealId deal = deals.confirmed();
    clock.stopAt(at(VISIT_DAY, "13:00"));
    var report = new VisitReport("contract", new Made(number, null, null, null), null, null);
    assertThat(violations(visits.report(EGOR, deal, null, report)))
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("WIN-2", "contract.number"));
    assertThat(visit(deal).outcome()).isEmpty();
  }

  @Test
  void aResultIsCorrectedWhileTheDealIsOpen() {
    DealId deal = deals.confirmed();
    clock.stopAt(at(VISIT_DAY, "13:00"));
    visits.report(EGOR, deal, null, NO_CONTRACT);
    visits.report(ANNA, deal, null, new VisitReport("contract", null, null, null));
    assertThat(visit(deal).outcome()).isEqualTo("contract");
    assertThat(deals.facts(deal).visitsHeld()).isEqualTo(1);
    deals.close(deal, "lost");
    assertThat(violations(visits.report(ANNA, deal, null, NO_CONTRACT)))
        .extracting(Violation::field)
        .containsExactly("outcome", "measurement.status");
    assertThat(visit(deal).outcome()).isEqualTo("contract");
  }

  @Test
  void rightsComeBeforeAnythingElse() {
    DealId deal = deals.visited();
    var nothing = new VisitPlan(null, null, null);
    assertThatThrownBy(() -> visits.plan(ANNA, deal, null, nothing))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> visits.confirm(EGOR, deal, null))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> visits.report(BORIS, deal, null, NO_CONTRACT))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> stamps.stamp(ANNA, deal, null))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> visits.plan(KIRA, new DealId(-1), null, nothing))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void whoHasSeenAnOlderVersionIsToldTheNewOne() {
    DealId deal = deals.visited();
    long version = deals.version(deal);
    assertThat(visits.confirm(KIRA, deal, version - 1)).isEqualTo(new Outcome.Stale(version));
    assertThat(visits.confirm(KIRA, deal, version)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aStampStaysAsItIsUntilTheSumChangesOrItIsTakenAway() {
    DealId deal = deals.open();
    deals.change(deal, facts -> facts.with("estimate.amount", new BigDecimal("100.00")));
    stamps.stamp(TANYA, deal, null);
    clock.stopAt(NOW.plusSeconds(3600));
    stamps.stamp(TANYA, deal, null);
    assertThat(deals.facts(deal).estimate().stampedAt()).isEqualTo(NOW);
    assertThat(deals.facts(deal).estimate().stampedBy()).isEqualTo("m-tanya");
    deals.change(deal, facts -> facts.with("estimate.amount", new BigDecimal("100.01")));
    assertThat(deals.facts(deal).estimate().stampedAt()).isNull();
    stamps.stamp(TANYA, deal, null);
    stamps.remove(TANYA, deal, null);
    assertThat(deals.facts(deal).estimate().stampedAt()).isNull();
    assertThat(deals.facts(deal).estimate().stampedBy()).isEmpty();
  }

  private Visit visit(DealId deal) {
    return Objects.requireNonNull(deals.facts(deal).visit());
  }

  private static List<Violation> violations(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).violations();
  }
}
