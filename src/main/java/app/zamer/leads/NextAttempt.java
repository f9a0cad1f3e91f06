package app.zamer.leads;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When to call again (LEAD-2): a while after the call that nobody answered, within the company's
 * hours.
 *
 * @param from the first moment of the day at which clients are called, in the company's time zone
 * @param until the last such moment
 */
record NextAttempt(Duration after, LocalTime from, LocalTime until) {
  NextAttempt {
    if (after.isNegative() || !from.isBefore(until)) {
      throw new IllegalArgumentException(
          "cannot call again %s later between %s and %s".formatted(after, from, until));
    }
  }

  /**
   * The moment of the next attempt. A call that is reported later than its own next attempt counts
   * from now.
   */
  Instant after(Instant call, Instant now, ZoneId zone) {
    Instant planned = call.plus(after);
    ZonedDateTime at = (planned.isAfter(now) ? planned : now.plus(after)).atZone(zone);
    if (at.toLocalTime().isBefore(from)) {
      return at.toLocalDate().atTime(from).atZone(zone).toInstant();
    }
    return at.toLocalTime().isAfter(until)
        ? at.toLocalDate().plusDays(1).atTime(from).atZone(zone).toInstant()
        : at.toInstant();
  }

  /** The last moment of an attempt that was agreed for a day. */
  Instant on(LocalDate day, ZoneId zone) {
    return day.atTime(until).atZone(zone).toInstant();
  }
}
