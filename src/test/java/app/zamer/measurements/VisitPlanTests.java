package app.zamer.measurements;

import static app.zamer.measurements.SomeFacts.NOW;
import static app.zamer.measurements.SomeFacts.REGULATION;
import static app.zamer.measurements.SomeFacts.TODAY;
import static app.zamer.measurements.SomeFacts.VISIT_DAY;
import static app.zamer.measurements.SomeFacts.agreed;
import static app.zamer.measurements.SomeFacts.at;
import static app.zamer.measurements.SomeFacts.confirmedVisit;
import static app.zamer.measurements.SomeFacts.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.RegulationFixture;
import app.zamer.regulation.Violation;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class VisitPlanTests {
  private static final VisitPlan PLAN =
      new VisitPlan("egor", at(VISIT_DAY, "12:00"), at(VISIT_DAY, "14:00"));

  @Test
  void aVisitOnTheAgreedDayIsPlanned() {
    Checked checked = plan(PLAN, agreed());
    assertThat(checked.violations()).isEmpty();
    assertThat(checked.facts().visit())
        .isEqualTo(
            new Visit(
                "egor",
                at(VISIT_DAY, "12:00"),
                at(VISIT_DAY, "14:00"),
                NOW,
                null,
                "",
                null,
                false));
  }

  @Test
  void aVisitOnAnotherDayThanTheExactOneIsRefusedAndSaysBothDays() {
    Checked checked =
        plan(
            new VisitPlan(
                "egor", at(VISIT_DAY.plusDays(1), "12:00"), at(VISIT_DAY.plusDays(1), "14:00")),
            agreed());
    assertThat(checked.violations())
        .extracting(Violation::rule, Violation::field)
        .containsExactly(tuple("MEAS-7", "startsAt"));
    assertThat(checked.violations().getFirst().message().ru()).contains("12.03.2026", "13.03.2026");
    assertThat(checked.violations().getFirst().message().en()).contains("2026-03-12", "2026-03-13");
  }

  @Test
  void aVisitSettlesADateThatWasApproximate() {
    DealFacts approximate =
        agreed()
            .with("measurement.date", VISIT_DAY.plusDays(3))
            .with("measurement.dateKind", "approximate");
    Checked checked = plan(PLAN, approximate);
    assertThat(checked.violations()).isEmpty();
    assertThat(checked.facts().measurement().date()).isEqualTo(VISIT_DAY);
    assertThat(checked.facts().measurement().dateKind()).isEqualTo("exact");
  }

  @Test
  void aVisitOnTheApproximateDayMakesItExact() {
    DealFacts approximate =
        agreed().with("measurement.date", VISIT_DAY).with("measurement.dateKind", "approximate");
    assertThat(plan(PLAN, approximate).facts().measurement().dateKind()).isEqualTo("exact");
  }

  @Test
  void aVisitGivesADateToADealThatHasNone() {
    Checked checked = plan(PLAN, SomeFacts.empty());
    assertThat(checked.violations()).isEmpty();
    assertThat(checked.facts().measurement().date()).isEqualTo(VISIT_DAY);
  }

  @Test
  void aSlotMayStartNowButNotBefore() {
    DealFacts today =
        agreed().with("measurement.date", TODAY).with("measurement.dateKind", "exact");
    assertThat(plan(new VisitPlan("egor", NOW, NOW.plusSeconds(60)), today).violations()).isEmpty();
    assertThat(
            plan(new VisitPlan("egor", NOW.minusSeconds(1), NOW.plusSeconds(60)), today)
                .violations())
        .extracting(Violation::field)
        .containsExactly("startsAt");
  }

  @Test
  void aSlotEndsAfterItStartsOnTheSameDay() {
    assertThat(
            plan(new VisitPlan("egor", at(VISIT_DAY, "12:00"), at(VISIT_DAY, "12:00")), agreed())
                .violations())
        .extracting(Violation::field)
        .containsExactly("endsAt");
    assertThat(
            plan(new VisitPlan("egor", at(VISIT_DAY, "22:00"), at(VISIT_DAY, "23:59")), agreed())
                .violations())
        .isEmpty();
    assertThat(
            plan(
                    new VisitPlan(
                        "egor", at(VISIT_DAY, "22:00"), at(VISIT_DAY.plusDays(1), "00:00")),
                    agreed())
                .violations())
        .extracting(Violation::field)
        .containsExactly("endsAt");
  }

  @Test
  void theDayOfASlotIsTheOneOfTheCompanysZone() {
    var late = new VisitPlan("egor", at(VISIT_DAY, "22:00"), at(VISIT_DAY, "23:00"));
    assertThat(late.plan(agreed(), true, false, NOW, REGULATION).violations()).isEmpty();
    assertThat(
            late.plan(
                    agreed(),
                    true,
                    false,
                    NOW,
                    RegulationFixture.regulation(ZoneId.of("Asia/Vladivostok")))
                .violations())
        .extracting(Violation::rule)
        .containsExactly("MEAS-7");
  }

  @Test
  void whatIsMissingIsSaidAllAtOnce() {
    Checked checked = new VisitPlan(null, null, null).plan(agreed(), false, false, NOW, REGULATION);
    assertThat(checked.violations())
        .extracting(Violation::field)
        .containsExactly("engineer", "startsAt", "endsAt");
    assertThat(checked.facts()).isEqualTo(agreed());
  }

  @Test
  void planningAgainReplacesTheVisitAndItsConfirmation() {
    Checked checked = plan(PLAN, with(agreed(), confirmedVisit()));
    assertThat(checked.facts().visit()).isNotNull().extracting(Visit::confirmedAt).isNull();
  }

  private static Checked plan(VisitPlan plan, DealFacts facts) {
    return plan.plan(facts, true, false, NOW, REGULATION);
  }
}
