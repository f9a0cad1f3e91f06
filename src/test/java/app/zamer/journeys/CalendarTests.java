package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days are counted right over ends of months and years and over the leap day. */
class CalendarTests extends Journey {
  private void morning(LocalDate day) {
    zamer.resetClock(day.atTime(9, 0));
  }

  @ParameterizedTest
  @CsvSource({
    // decided, visit, stage
    "2026-02-26, 2026-03-01, measurement",
    "2028-02-26, 2028-03-01, pre-measurement",
    "2028-02-26, 2028-02-29, measurement",
    "2028-02-27, 2028-03-01, measurement",
    "2026-04-28, 2026-05-01, measurement",
    "2026-04-27, 2026-05-01, pre-measurement",
    "2026-12-29, 2027-01-01, measurement",
    "2026-12-28, 2027-01-01, pre-measurement",
    "2026-01-31, 2026-03-04, pre-measurement",
    "2028-01-31, 2028-03-03, pre-measurement",
  })
  void theStageFollowsTheDays(LocalDate decided, LocalDate visit, String stage) {
    morning(decided);
    Deal deal = estimate(visit);
    String other = stage.equals("measurement") ? "pre-measurement" : "measurement";
    assertThat(deal.move("sales/" + other).suggested()).isEqualTo("sales/" + stage);
    deal.moved("sales/" + stage);
  }

  @ParameterizedTest
  @CsvSource({"2026-01-31, 2026-03-05", "2028-01-31, 2028-03-04", "2026-12-01, 2027-01-03"})
  void thirtyThreeDaysIsDeferredWhateverTheMonths(LocalDate decided, LocalDate visit) {
    morning(decided);
    assertThat(estimate(visit).move("sales/pre-measurement").suggested())
        .startsWith("deferred/month-");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-20, 2026-04-02, 2026-03-30",
    "2028-02-20, 2028-03-03, 2028-02-29",
    "2028-02-20, 2028-03-02, 2028-02-28",
    "2026-02-20, 2026-03-03, 2026-02-28",
    "2026-12-20, 2027-01-02, 2026-12-30",
  })
  void theConfirmationIsDueThreeDaysBefore(LocalDate decided, LocalDate visit, LocalDate due) {
    morning(decided);
    assertThat(preMeasurement(visit).dueOn("PRE-5")).containsExactly(due);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-20, 2027-01-22, month-01",
    "2026-12-20, 2027-12-20, month-12",
    "2026-11-30, 2027-01-31, month-01",
    "2028-01-20, 2028-02-29, month-02",
    "2027-12-31, 2028-02-29, month-02",
  })
  void theDeferredMonthIsTheContactsMonthInWhateverYear(
      LocalDate today, LocalDate contact, String month) {
    morning(today);
    Deal deal = estimate().pinned("Ремонт потом");
    deal.plan("Связаться", contact).ok();
    deal.set("nextContactOn", contact).moved("deferred/" + month);
    assertThat(deal.stage()).isEqualTo("deferred/" + month);
  }

  @Test
  void theStampIsInByTheLeapDay() {
    LocalDate visit = LocalDate.of(2028, 3, 1);
    morning(LocalDate.of(2028, 2, 27));
    Deal deal = staffed(visit);
    deal.by("kira").visit(visit).ok();
    clock(LocalDate.of(2028, 2, 29), 15, 59);
    deal.by("tanya").stamp().ok();
    clock(LocalDate.of(2028, 2, 29), 16, 1);
    deal.by("kira").confirm().ok();
  }

  @Test
  void theDayAfterTheLastOfDecemberIsTheFirstOfJanuary() {
    LocalDate visit = LocalDate.of(2026, 12, 31);
    morning(LocalDate.of(2026, 12, 29));
    Deal deal = visited(visit, "no-contract");
    clock(LocalDate.of(2027, 1, 1), 10, 14);
    assertThat(deal.stage()).isEqualTo("sales/measurement");
    clock(LocalDate.of(2027, 1, 1), 10, 16);
    assertThat(deal.stage()).isEqualTo("sales/no-sheet");
  }

  @Test
  void theDayIsTheCompanysNotGreenwichs() {
    zamer.resetClock(LocalDate.of(2026, 3, 3).atTime(0, 30));
    Deal deal = estimate(LocalDate.of(2026, 3, 6));
    assertThat(deal.text("measurement.decidedOn")).isEqualTo("2026-03-03");
    deal.moved("sales/measurement");
  }

  @ParameterizedTest
  @CsvSource({"2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "tomorrow", "01.03.2026"})
  void aDayThatDoesNotExistIsNotTaken(String day) {
    Deal deal = estimate();
    changingNothing(deal, () -> deal.patch("measurement.date", day)).is(400, 422);
  }
}
