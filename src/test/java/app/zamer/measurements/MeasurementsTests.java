package app.zamer.measurements;

import static app.zamer.measurements.MeasuredDeals.ANNA;
import static app.zamer.measurements.SomeFacts.NOW;
import static app.zamer.measurements.SomeFacts.TODAY;
import static app.zamer.measurements.SomeFacts.VISIT_DAY;
import static app.zamer.measurements.SomeFacts.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ZamerTest
class MeasurementsTests {
  @Autowired Measurements measurements;
  @Autowired MeasuredDeals deals;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @BeforeEach
  void stopTheClock() {
    clock.stopAt(NOW);
  }

  @Test
  void everyPartIsReadAsItWasWritten() {
    DealId deal = deals.open();
    var estimate = new Estimate(new BigDecimal("350000.50"), NOW, "m-tanya");
    var measurement = new Measurement(VISIT_DAY, "approximate", TODAY, false, "planned");
    var visit =
        new Visit(
            "m-egor", at(VISIT_DAY, "10:00"), at(VISIT_DAY, "11:00"), NOW, null, "", null, true);
    var contract =
        new Contract(
            number(), new BigDecimal("400000.00"), new BigDecimal("1000.00"), "Иванов Иван");
    save(deal, facts -> facts.with(estimate).with(measurement).with(visit, 0).with(contract));
    DealFacts facts = deals.facts(deal);
    assertThat(facts.estimate()).isEqualTo(estimate);
    assertThat(facts.measurement()).isEqualTo(measurement);
    assertThat(facts.visit()).isEqualTo(visit);
    assertThat(facts.contract()).isEqualTo(contract);
  }

  @Test
  void onlyThePartThatDiffersIsWritten() {
    DealId deal = deals.agreed();
    DealFacts seen = deals.facts(deal);
    jdbc.sql(
            "update measurement set status = 'done', contract_client_name = 'Иной' where deal_id ="
                + " ?")
        .param(deal.value())
        .update();
    save(deal, seen, seen.with(new Estimate(BigDecimal.TEN, null, "")));
    assertThat(deals.facts(deal).measurement().status()).isEqualTo("done");
    assertThat(deals.facts(deal).contract().clientName()).isEqualTo("Иной");
    assertThat(deals.facts(deal).estimate().amount()).isEqualByComparingTo("10");
  }

  @Test
  void whereNothingDiffersNothingIsAsked() {
    DealFacts facts = SomeFacts.agreed();
    var sameSum =
        new Estimate(
            new BigDecimal("350000"), facts.estimate().stampedAt(), facts.estimate().stampedBy());
    save(new DealId(-1), facts, facts.with(sameSum));
  }

  @Test
  void aRowThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> save(new DealId(-1), SomeFacts.empty(), SomeFacts.agreed()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void savingBelongsToTheTransactionOfTheChange() {
    assertThatThrownBy(
            () -> measurements.save(deals.open(), SomeFacts.empty(), SomeFacts.agreed(), NOW, ANNA))
        .isInstanceOf(IllegalTransactionStateException.class);
    assertThatThrownBy(() -> measurements.open(new DealId(1)))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void aVisitThatIsGoneIsCalledOff() {
    DealId deal = deals.visited();
    save(deal, facts -> facts.with((Visit) null, 0));
    assertThat(deals.facts(deal).visit()).isNull();
    assertThat(deals.visits(deal)).isEqualTo(1);
    assertThat(
            jdbc.sql("select called_off_at from visit where deal_id = ?")
                .param(deal.value())
                .query(OffsetDateTime.class)
                .single()
                .toInstant())
        .isEqualTo(NOW);
  }

  @Test
  void anotherVisitTakesThePlaceOfOneWithoutResult() {
    DealId deal = deals.visited();
    var other =
        new Visit(
            "m-egor", at(VISIT_DAY, "16:00"), at(VISIT_DAY, "17:00"), NOW, null, "", null, false);
    save(deal, facts -> facts.with(other, 0));
    assertThat(deals.facts(deal).visit()).isEqualTo(other);
    assertThat(
            jdbc.sql("select count(*) from visit where deal_id = ? and called_off_at is null")
                .param(deal.value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aVisitPlannedAtTheVeryMomentOfTheOneItReplacesIsAnotherVisit() {
    DealId deal = deals.visited();
    Visit first = Objects.requireNonNull(deals.facts(deal).visit());
    var other =
        new Visit(
            "m-egor",
            first.startsAt(),
            first.endsAt().plusSeconds(60),
            first.plannedAt(),
            null,
            "",
            null,
            false);
    save(deal, facts -> facts.with(other, 0));
    assertThat(deals.facts(deal).visit()).isEqualTo(other);
    assertThat(deals.visits(deal)).isEqualTo(2);
  }

  @Test
  void aSecondVisitLeavesTheOneThatTookPlaceAndGivesItBackWhenCalledOff() {
    DealId deal = deals.visited();
    save(deal, facts -> facts.with(result(Objects.requireNonNull(facts.visit()), "repeat"), 1));
    Visit first = deals.facts(deal).visit();
    var second =
        new Visit(
            "m-egor",
            at(VISIT_DAY.plusDays(9), "16:00"),
            at(VISIT_DAY.plusDays(9), "17:00"),
            NOW,
            null,
            "",
            null,
            true);
    save(deal, facts -> facts.with(second, 1));
    assertThat(deals.facts(deal).visit()).isEqualTo(second);
    DealFacts before = deals.facts(deal);
    DealFacts stored = save(deal, before, before.with((Visit) null, 1));
    assertThat(stored.visit()).isEqualTo(first);
    assertThat(deals.facts(deal)).isEqualTo(stored);
  }

  @Test
  void aConfirmationAndAResultSayWhoGaveThem() {
    DealId deal = deals.visited();
    save(
        deal,
        facts -> {
          Visit v = Objects.requireNonNull(facts.visit());
          return facts.with(
              new Visit(
                  v.engineer(), v.startsAt(), v.endsAt(), v.plannedAt(), NOW, "", null, false),
              0);
        });
    save(
        deal, facts -> facts.with(result(Objects.requireNonNull(facts.visit()), "no-contract"), 1));
    assertThat(
            jdbc.sql(
                    "select confirmed_by || ' ' || outcome_by || ' ' || outcome from visit where"
                        + " deal_id = ?")
                .param(deal.value())
                .query(String.class)
                .single())
        .isEqualTo("m-anna m-anna no-contract");
    assertThat(deals.visits(deal)).isEqualTo(1);
  }

  @Test
  void aContractWasMadeOnTheDayOfTheCompanyOnWhichItsNumberWasFirstSet() {
    DealId deal = deals.open();
    clock.stopAt(at(TODAY, "23:59"));
    save(deal, facts -> facts.with(new Contract("", BigDecimal.TEN, null, "Иванов")));
    assertThat(madeOn(deal)).isNull();
    save(deal, facts -> facts.with(new Contract(number(), BigDecimal.TEN, null, "Иванов")));
    assertThat(madeOn(deal)).isEqualTo(TODAY);
    clock.stopAt(at(TODAY.plusDays(1), "00:00"));
    save(deal, facts -> facts.with(new Contract(number(), BigDecimal.ONE, null, "Иванов")));
    assertThat(madeOn(deal)).isEqualTo(TODAY);
    save(deal, facts -> facts.with(new Contract("", null, null, "")));
    assertThat(madeOn(deal)).isNull();
    save(deal, facts -> facts.with(new Contract(number(), null, null, "")));
    assertThat(madeOn(deal)).isEqualTo(TODAY.plusDays(1));
  }

  @Test
  void aContractNumberBelongsToOneDeal() {
    String number = number();
    save(deals.open(), facts -> facts.with(new Contract(number, null, null, "")));
    DealId other = deals.open();
    assertThatThrownBy(() -> save(other, facts -> facts.with(new Contract(number, null, null, ""))))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(deals.facts(other).contract().number()).isEmpty();
  }

  private static Visit result(Visit visit, String outcome) {
    return new Visit(
        visit.engineer(),
        visit.startsAt(),
        visit.endsAt(),
        visit.plannedAt(),
        visit.confirmedAt(),
        outcome,
        NOW,
        visit.repeat());
  }

  private static String number() {
    return MeasuredDeals.digits() + "Ш";
  }

  private LocalDate madeOn(DealId deal) {
    return jdbc.sql("select contract_on from measurement where deal_id = ?")
        .param(deal.value())
        .query((row, n) -> row.getObject(1, LocalDate.class))
        .list()
        .getFirst();
  }

  private void save(DealId deal, UnaryOperator<DealFacts> change) {
    DealFacts before = deals.facts(deal);
    save(deal, before, change.apply(before));
  }

  private DealFacts save(DealId deal, DealFacts before, DealFacts after) {
    return Objects.requireNonNull(
        new TransactionTemplate(transactions)
            .execute(status -> measurements.save(deal, before, after, clock.instant(), ANNA)));
  }
}
