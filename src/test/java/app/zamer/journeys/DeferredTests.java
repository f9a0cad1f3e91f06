package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DEF: the client wants to be called much later. */
class DeferredTests extends Journey {
  private static Deal next(Deal deal, LocalDate day) {
    deal.plan("Связаться с клиентом", day).ok();
    return deal.set("nextContactOn", day);
  }

  private static Deal why(Deal deal) {
    return deal.pinned("Ремонт начнётся только летом");
  }

  private Deal deferred(Deal deal, LocalDate day) {
    why(next(deal, day)).moved("deferred/" + month(day));
    return deal;
  }

  private static String month(LocalDate day) {
    return "month-%02d".formatted(day.getMonthValue());
  }

  @Test
  void thirtyTwoDaysStaysInSales() {
    Deal deal = why(next(estimate(), in(32)));
    Answer refused = changingNothing(deal, () -> deal.move("deferred/" + month(in(32))));
    assertThat(refused.refusedRules()).containsAnyOf("DEF-1", "DEF-2");
    assertThat(deal.stage()).isEqualTo("sales/estimate");
  }

  @Test
  void thirtyThreeDaysGoesToTheMonthOfTheContact() {
    Deal deal = deferred(estimate(), in(33));
    assertThat(deal.stage()).isEqualTo("deferred/month-04");
    assertThat(deal.text("status")).isEqualTo("open");
    assertThat(deal.openActivities())
        .anyMatch(activity -> Json.text(activity, "dueOn").equals(in(33).toString()));
  }

  @Test
  void theDaysAreCountedFromTheDayOfTheMove() {
    Deal deal = why(next(estimate(), in(33)));
    clock(in(1), 0, 1);
    assertThat(changingNothing(deal, () -> deal.move("deferred/month-04")).refusedRules())
        .containsAnyOf("DEF-1", "DEF-2");
  }

  @Test
  void anActivityPlannedByHandIsEnough() {
    Deal deal = why(estimate());
    deal.plan("Связаться с клиентом", in(60)).ok();
    deal.moved("deferred/" + month(in(60)));
  }

  @Test
  void withoutAnActivityAndAReasonItIsRefusedForBoth() {
    Deal deal = estimate();
    assertThat(changingNothing(deal, () -> deal.move("deferred/month-06")).refusedRules())
        .contains("DEF-2", "DEF-3");
  }

  @Test
  void theReasonHasToBePinned() {
    Deal deal = next(estimate(), in(60));
    deal.comment("Ремонт летом", false).ok();
    assertThat(changingNothing(deal, () -> deal.move("deferred/" + month(in(60)))).refusedRules())
        .containsExactly("DEF-3");
  }

  @ParameterizedTest
  @CsvSource({"month-03", "month-04", "month-06", "month-12"})
  void anotherMonthIsRefusedAndTheRightOneOffered(String wrong) {
    Deal deal = why(next(estimate(), LocalDate.of(2026, 5, 31)));
    Answer refused = changingNothing(deal, () -> deal.move("deferred/" + wrong));
    assertThat(refused.refusedRules()).containsExactly("DEF-4");
    assertThat(refused.suggested()).isEqualTo("deferred/month-05");
    deal.moved("deferred/month-05");
  }

  @Test
  void anotherContactFarAheadMovesItToThatMonth() {
    Deal deal = deferred(estimate(), LocalDate.of(2026, 5, 20));
    clock(LocalDate.of(2026, 5, 20), 10, 0);
    LocalDate again = LocalDate.of(2026, 8, 1);
    next(deal, again);
    if (!deal.stage().equals("deferred/month-08")) {
      deal.moved("deferred/month-08");
    }
    assertThat(deal.stage()).isEqualTo("deferred/month-08");
    assertThat(deal.openActivities())
        .anyMatch(activity -> Json.text(activity, "dueOn").equals(again.toString()));
  }

  @Test
  void workResumesInSalesWithAnActivity() {
    Deal deal = deferred(estimate(), in(60));
    assertThat(changingNothing(deal, () -> deal.move("sales/estimate")).refusedRules())
        .contains("DEF-6");
    next(deal, in(5)).moved("sales/estimate");
    assertThat(deal.stage()).isEqualTo("sales/estimate");
    assertThat(deal.openActivities())
        .anyMatch(activity -> Json.text(activity, "dueOn").equals(in(5).toString()));
  }

  @Test
  void workResumesInTheStageTheMeasurementDateSays() {
    Deal deal = deferred(estimate(), in(60));
    clock(in(60), 10, 0);
    next(deal, in(63)).set("measurement.date", in(70));
    Answer refused = changingNothing(deal, () -> deal.move("sales/measurement"));
    assertThat(refused.suggested()).isEqualTo("sales/pre-measurement");
    deal.moved("sales/pre-measurement");
  }

  @Test
  void aDealFromPreMeasurementResumesThereAndNotBefore() {
    Deal deal = deferred(preMeasurement(in(10)), in(60));
    assertThat(deal.dueOn("PRE-5")).as("nobody confirms a deferred visit").isEmpty();
    clock(in(60), 10, 0);
    next(deal, in(62));
    assertThat(changingNothing(deal, () -> deal.move("sales/estimate")).refusedRules())
        .contains("IRR-1");
    assertThat(changingNothing(deal, () -> deal.move("sales/postponed")).refusedRules())
        .contains("IRR-1");
    deal.set("measurement.date", in(70)).moved("sales/pre-measurement");
    assertThat(deal.dueOn("PRE-5")).containsExactly(in(67));
  }

  @Test
  void aDeferredDealCanBeLost() {
    Deal deal = deferred(estimate(), in(60)).pinned("Передумал");
    Answer lost =
        deal.move(
            "sales/lost", "loss.result", "refused-before-measurement", "loss.reason", "передумал");
    if (lost.status() == 422) {
      next(deal, in(3)).moved("sales/estimate");
      deal.moved(
          "sales/lost", "loss.result", "refused-before-measurement", "loss.reason", "передумал");
    }
    assertThat(deal.text("status")).isEqualTo("lost");
  }
}
