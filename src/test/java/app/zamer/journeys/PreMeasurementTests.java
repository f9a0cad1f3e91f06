package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PRE: from the client's decision to the confirmed date. */
class PreMeasurementTests extends Journey {

  @Nested
  class TheDateDecidesTheStage {
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 31, 32})
    void fromFourDaysToThirtyTwoItIsPreMeasurement(int days) {
      Deal deal = estimate(in(days));
      Answer refused = changingNothing(deal, () -> deal.move("sales/measurement"));
      assertThat(refused.refusedRules()).contains("MEAS-0");
      assertThat(refused.suggested()).isEqualTo("sales/pre-measurement");
      assertThat(deal.moved("sales/pre-measurement").stage()).isEqualTo("sales/pre-measurement");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void threeDaysOrFewerIsMeasurement(int days) {
      Deal deal = estimate(in(days));
      Answer refused = changingNothing(deal, () -> deal.move("sales/pre-measurement"));
      assertThat(refused.refusedRules()).contains("PRE-0");
      assertThat(refused.suggested()).isEqualTo("sales/measurement");
      assertThat(deal.moved("sales/measurement").stage()).isEqualTo("sales/measurement");
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 34, 100})
    void moreThanThirtyTwoDaysIsDeferredDemand(int days) {
      Deal deal = estimate(in(days));
      Answer refused = changingNothing(deal, () -> deal.move("sales/pre-measurement"));
      assertThat(refused.refusedRules()).contains("PRE-0");
      assertThat(refused.suggested()).startsWith("deferred/month-");
      Answer measurement = changingNothing(deal, () -> deal.move("sales/measurement"));
      assertThat(measurement.refusedRules()).contains("MEAS-0");
      assertThat(measurement.suggested()).startsWith("deferred/month-");
    }

    @Test
    void theDaysAreCountedFromTheDayTheDateWasSet() {
      Deal deal = estimate(in(4));
      assertThat(deal.text("measurement.decidedOn")).isEqualTo(TODAY.toString());
      clock(in(1), 9, 0);
      assertThat(deal.move("sales/measurement").refusedRules()).contains("MEAS-0");
      deal.set("measurement.date", in(4).toString());
      assertThat(deal.text("measurement.decidedOn"))
          .as("the same date again")
          .isEqualTo(TODAY.toString());
      deal.moved("sales/pre-measurement");
    }

    @Test
    void aDateChangedLaterCountsFromTheChange() {
      Deal deal = estimate(in(10));
      clock(in(7), 9, 0);
      deal.set("measurement.date", in(11));
      assertThat(deal.text("measurement.decidedOn")).isEqualTo(in(7).toString());
      deal.set("measurement.date", in(10));
      assertThat(deal.move("sales/pre-measurement").suggested()).isEqualTo("sales/measurement");
      deal.moved("sales/measurement");
    }

    @Test
    void aDealComesInFromPostponedToo() {
      Deal deal = estimate().moved("sales/postponed").set("measurement.date", in(5));
      assertThat(deal.moved("sales/pre-measurement").stage()).isEqualTo("sales/pre-measurement");
    }
  }

  @Nested
  class EverythingThatIsMissingIsSaidAtOnce {
    @Test
    void ofADealOfWhichNothingIsKnown() {
      Deal deal = bare();
      Answer refused = changingNothing(deal, () -> deal.move("sales/pre-measurement"));
      assertThat(refused.refused())
          .contains(
              "PRE-1 address.city",
              "PRE-1 address.street",
              "PRE-1 address.house",
              "PRE-1 address.apartment",
              "PRE-1 address.entrance",
              "PRE-1 address.floor",
              "PRE-1 address.intercom",
              "PRE-2 measurement.date",
              "PRE-3 measurement.videoAllowed",
              "PRE-4 estimate.amount");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"city", "street", "house", "apartment", "entrance", "floor", "intercom"})
    void eachPartOfTheAddressIsAskedFor(String part) {
      Deal deal = estimate(in(10)).set("address." + part, null);
      assertThat(deal.move("sales/pre-measurement").refused())
          .containsExactly("PRE-1 address." + part);
      deal.set("address." + part, "  ");
      assertThat(deal.move("sales/pre-measurement").refused())
          .containsExactly("PRE-1 address." + part);
      deal.set("address." + part, "-");
      assertThat(deal.json().path("address").path(part).asString()).isEqualTo("-");
      deal.moved("sales/pre-measurement");
    }

    @Test
    void aDateInThePastIsNoDate() {
      Deal deal = estimate(in(4));
      clock(in(5), 9, 0);
      assertThat(deal.move("sales/pre-measurement").refused()).contains("PRE-2 measurement.date");
    }

    @Test
    void whetherVideoIsAllowedMustBeAnsweredEitherWay() {
      Deal deal = estimate(in(10)).set("measurement.videoAllowed", null);
      assertThat(deal.move("sales/pre-measurement").refused())
          .containsExactly("PRE-3 measurement.videoAllowed");
      deal.set("measurement.videoAllowed", false).moved("sales/pre-measurement");
    }

    @Test
    void theLedgerNeedsTheSumOfTheEstimate() {
      Deal deal = estimate(in(10)).set("estimate.amount", null);
      assertThat(deal.move("sales/pre-measurement").refused())
          .containsExactly("PRE-4 estimate.amount");
    }

    @Test
    void whatIsMissingMayComeWithTheMoveAndIsSavedWithIt() {
      Deal deal = estimate(in(10)).set("address.floor", null, "estimate.amount", null);
      Answer refused =
          changingNothing(deal, () -> deal.move("sales/pre-measurement", "address.floor", "5"));
      assertThat(refused.refused()).containsExactly("PRE-4 estimate.amount");
      deal.moved("sales/pre-measurement", "address.floor", "5", "estimate.amount", 90000);
      assertThat(deal.text("address.floor")).isEqualTo("5");
      assertThat(Json.amount(deal.json(), "estimate.amount")).isEqualByComparingTo("90000");
    }
  }

  @Nested
  class TheLedger {
    @Test
    void hasTheMeasurementWithTheSameDateAndSum() {
      Deal deal = preMeasurement(in(10));
      assertThat(Json.text(deal.ledger(), "plannedDate")).isEqualTo(in(10).toString());
      assertThat(Json.amount(deal.ledger(), "estimateAmount")).isEqualByComparingTo("115973.00");
      assertThat(Json.text(deal.ledger(), "status")).isEqualTo("planned");
      agrees(deal);
    }
  }

  @Nested
  class TheConfirmation {
    private static final LocalDate VISIT = in(10);

    @Test
    void isPlannedThreeDaysBeforeTheVisit() {
      assertThat(preMeasurement(VISIT).dueOn("PRE-5")).containsExactly(in(7));
    }

    @Test
    void isPlannedForTomorrowWhenTheVisitIsFourDaysAway() {
      assertThat(preMeasurement(in(4)).dueOn("PRE-5")).containsExactly(in(1));
    }

    @Test
    void letsTheDealIntoMeasurementThreeDaysBefore() {
      Deal deal = preMeasurement(VISIT);
      clock(in(7), 12, 0);
      assertThat(changingNothing(deal, () -> deal.move("sales/measurement")).refusedRules())
          .contains("PRE-9");
      deal.complete("PRE-5", "confirmed").ok();
      assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
      assertThat(deal.moved("sales/measurement").stage()).isEqualTo("sales/measurement");
    }

    @Test
    void doesNotLetItInFourDaysBefore() {
      Deal deal = preMeasurement(VISIT);
      clock(in(6), 12, 0);
      deal.complete("PRE-5", "confirmed").ok();
      assertThat(changingNothing(deal, () -> deal.move("sales/measurement")).refusedRules())
          .contains("PRE-9");
      clock(in(7), 0, 1);
      deal.moved("sales/measurement");
    }

    @Test
    void ofAnotherDateDoesNotCount() {
      Deal deal = preMeasurement(VISIT);
      clock(in(7), 12, 0);
      deal.complete("PRE-5", "confirmed").ok();
      deal.set("measurement.date", in(14));
      assertThat(deal.dueOn("PRE-5")).containsExactly(in(11));
      clock(in(11), 12, 0);
      assertThat(deal.move("sales/measurement").refusedRules()).contains("PRE-9");
      deal.complete("PRE-5", "confirmed").ok();
      deal.moved("sales/measurement");
    }

    @Test
    void thatWasNotMadeOnItsDayIsMissed() {
      Deal deal = preMeasurement(VISIT);
      clock(in(7), 12, 0);
      assertThat(deal.deadlines("running")).contains("PRE-6");
      assertThat(deal.deadlines("missed")).doesNotContain("PRE-6");
      clock(in(8), 9, 0);
      assertThat(deal.deadlines("missed")).contains("PRE-6");
      assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
    }

    @Test
    void madeOnItsDayIsNotMissed() {
      Deal deal = preMeasurement(VISIT);
      clock(in(7), 12, 0);
      deal.complete("PRE-5", "confirmed").ok();
      clock(in(8), 9, 0);
      assertThat(deal.deadlines("missed")).doesNotContain("PRE-6");
    }
  }

  @Nested
  class TheClient {
    @Test
    void whoMovesTheDateKeepsTheDealInPreMeasurementWithANewConfirmation() {
      Deal deal = preMeasurement(in(10));
      clock(in(7), 12, 0);
      deal.complete("PRE-5", "moved", "newDate", in(20)).ok();
      assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
      assertThat(deal.text("measurement.date")).isEqualTo(in(20).toString());
      assertThat(deal.text("measurement.decidedOn")).isEqualTo(in(7).toString());
      assertThat(deal.dueOn("PRE-5")).containsExactly(in(17));
      agrees(deal);
    }

    @Test
    void whoMovesTheDateByPhoneAfterTheManagerTypedItReplacesTheConfirmationToo() {
      Deal deal = preMeasurement(in(10));
      deal.set("measurement.date", in(15));
      assertThat(deal.dueOn("PRE-5")).containsExactly(in(12));
      deal.patchLedger("plannedDate", in(16)).ok();
      assertThat(deal.dueOn("PRE-5")).containsExactly(in(13));
      assertThat(deal.text("measurement.date")).isEqualTo(in(16).toString());
      agrees(deal);
    }

    @Test
    void cannotMoveTheDateWithoutSayingTheNewOne() {
      Deal deal = preMeasurement(in(10));
      clock(in(7), 12, 0);
      assertThat(changingNothing(deal, () -> deal.complete("PRE-5", "moved")).refused())
          .isNotEmpty();
    }

    @Test
    void mayMoveItByThirtyTwoDaysFromTheDayItIsAgreedOn() {
      Deal deal = preMeasurement(in(10));
      clock(in(7), 12, 0);
      deal.complete("PRE-5", "moved", "newDate", in(7 + 32)).ok();
      assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
      assertThat(deal.dueOn("PRE-5")).containsExactly(in(7 + 29));
    }

    @Test
    void whoMovesItFurtherSendsTheDealToDeferredDemand() {
      Deal deal = preMeasurement(in(10)).pinned("Ремонт затянулся, замер просят позже");
      clock(in(7), 12, 0);
      LocalDate later = in(7 + 33);
      Answer moved = deal.complete("PRE-5", "moved", "newDate", later);
      if (!moved.succeeded()) {
        assertThat(moved.refusedRules()).contains("PRE-7");
        assertThat(moved.suggested()).startsWith("deferred/month-");
        return;
      }
      assertThat(deal.text("measurement.date")).isEqualTo(later.toString());
      agrees(deal);
      if (!deal.stage().startsWith("deferred/")) {
        deal.plan("Связаться с клиентом", later).ok();
        deal.set("nextContactOn", later).moved("deferred/month-04");
      }
      assertThat(deal.stage()).isEqualTo("deferred/month-04");
    }

    @Test
    void whoRefusesIsWorkedOnAndThenTheDealIsLostBeforeMeasurement() {
      Deal deal = preMeasurement(in(10));
      clock(in(7), 12, 0);
      deal.complete("PRE-5", "refused", "comment", "Говорит, что дорого").ok();
      assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
      assertThat(deal.move("sales/measurement").refusedRules()).contains("PRE-9");
      deal.pinned("Клиент отказался: дорого, скидка не помогла");
      deal.moved(
          "sales/lost", "loss.result", "refused-before-measurement", "loss.reason", "дорого");
      assertThat(deal.text("status")).isEqualTo("lost");
      assertThat(deal.text("measurement.status")).isEqualTo("refused-before");
      assertThat(deal.openActivities()).isEmpty();
    }
  }
}
