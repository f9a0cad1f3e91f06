package app.zamer.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTests {
  private static final LocalDate TUESDAY = LocalDate.of(2026, 3, 10);

  @Test
  void aWeekIsFromMondayToSunday() {
    assertDays(Period.Kind.WEEK, TUESDAY, "2026-03-09", "2026-03-15");
    assertDays(Period.Kind.WEEK, LocalDate.of(2026, 3, 15), "2026-03-09", "2026-03-15");
    assertDays(Period.Kind.WEEK, LocalDate.of(2026, 3, 16), "2026-03-16", "2026-03-22");
    assertDays(Period.Kind.LAST_WEEK, TUESDAY, "2026-03-02", "2026-03-08");
  }

  @Test
  void monthsAndQuartersAreWhole() {
    assertDays(Period.Kind.MONTH, LocalDate.of(2028, 2, 29), "2028-02-01", "2028-02-29");
    assertDays(Period.Kind.QUARTER, LocalDate.of(2026, 6, 30), "2026-04-01", "2026-06-30");
    assertDays(Period.Kind.QUARTER, LocalDate.of(2026, 7, 1), "2026-07-01", "2026-09-30");
  }

  @Test
  void theLastThirtyDaysEndToday() {
    assertDays(Period.Kind.LAST_30, TUESDAY, "2026-02-09", "2026-03-10");
  }

  @Test
  void itBeginsAndEndsAtMidnightOfTheCompany() {
    Period week = Period.of(Period.Kind.WEEK, TUESDAY);
    ZoneId moscow = ZoneId.of("Europe/Moscow");
    assertThat(week.begin(moscow).toInstant()).isEqualTo("2026-03-08T21:00:00Z");
    assertThat(week.end(moscow).toInstant()).isEqualTo("2026-03-15T21:00:00Z");
  }

  @Test
  void everyKindIsFoundByWhatStandsInTheAddress() {
    for (Period.Kind kind : Period.Kind.values()) {
      assertThat(Period.Kind.find(kind.id())).contains(kind);
    }
    assertThat(Period.Kind.find("year")).isEmpty();
  }

  private static void assertDays(Period.Kind kind, LocalDate today, String from, String to) {
    Period period = Period.of(kind, today);
    assertThat(period.from()).as(kind + " from").isEqualTo(from);
    assertThat(period.to()).as(kind + " to").isEqualTo(to);
  }
}
