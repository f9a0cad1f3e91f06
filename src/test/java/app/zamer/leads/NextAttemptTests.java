package app.zamer.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextAttemptTests {
  private static final NextAttempt RULE =
      new NextAttempt(Duration.ofHours(2), LocalTime.of(9, 0), LocalTime.of(20, 0));

  @ParameterizedTest
  @CsvSource({
    "2026-03-10T10:00+03:00[Europe/Moscow], 2026-03-10T12:00+03:00[Europe/Moscow]",
    "2026-03-10T18:00+03:00[Europe/Moscow], 2026-03-10T20:00+03:00[Europe/Moscow]",
    "2026-03-10T18:01+03:00[Europe/Moscow], 2026-03-11T09:00+03:00[Europe/Moscow]",
    "2026-03-10T23:30+03:00[Europe/Moscow], 2026-03-11T09:00+03:00[Europe/Moscow]",
    "2026-03-10T03:00+03:00[Europe/Moscow], 2026-03-10T09:00+03:00[Europe/Moscow]",
    "2026-03-10T07:30+03:00[Europe/Moscow], 2026-03-10T09:30+03:00[Europe/Moscow]",
    "2028-02-28T19:00+03:00[Europe/Moscow], 2028-02-29T09:00+03:00[Europe/Moscow]",
    "2026-12-31T19:00+03:00[Europe/Moscow], 2027-01-01T09:00+03:00[Europe/Moscow]",
    // the night in which the clocks go forward, and the one in which they go back
    "2026-03-28T20:30+01:00[Europe/Berlin], 2026-03-29T09:00+02:00[Europe/Berlin]",
    "2026-10-24T20:30+02:00[Europe/Berlin], 2026-10-25T09:00+01:00[Europe/Berlin]",
  })
  void the_next_attempt_is_two_hours_later_within_the_hours_of_the_company(
      ZonedDateTime call, ZonedDateTime next) {
    assertThat(RULE.after(call.toInstant(), call.toInstant(), call.getZone()))
        .isEqualTo(next.toInstant());
  }

  @Test
  void a_call_reported_late_plans_its_attempt_for_the_future() {
    ZonedDateTime call = ZonedDateTime.parse("2026-03-09T10:00+03:00[Europe/Moscow]");
    ZonedDateTime now = ZonedDateTime.parse("2026-03-10T10:00+03:00[Europe/Moscow]");
    assertThat(RULE.after(call.toInstant(), now.toInstant(), call.getZone()))
        .isEqualTo(now.plusHours(2).toInstant());
  }

  @Test
  void an_attempt_agreed_for_a_day_has_until_the_end_of_its_hours() {
    ZoneId zone = ZoneId.of("Europe/Moscow");
    assertThat(RULE.on(LocalDate.of(2026, 3, 12), zone)).isEqualTo("2026-03-12T17:00:00Z");
  }

  @Test
  void hours_that_end_before_they_begin_are_refused() {
    assertThatThrownBy(
            () -> new NextAttempt(Duration.ZERO, LocalTime.of(20, 0), LocalTime.of(9, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
