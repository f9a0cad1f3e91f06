package app.zamer.regulation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the company calls its clients.
 *
 * @param from the first moment of a working day
 * @param until the last one
 * @param days the working days of the week, never none
 * @param zone the company's time zone
 */
public record WorkingHours(LocalTime from, LocalTime until, Set<DayOfWeek> days, ZoneId zone) {
  private static final Pattern DAYS = Pattern.compile("([1-7])(?:-([1-7]))?");

  public WorkingHours {
    if (!from.isBefore(until) || days.isEmpty()) {
      throw new IllegalArgumentException("no hours: " + from + " to " + until + " on " + days);
    }
  }

  /** Whether clients are called at this moment. */
  public boolean has(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    return days.contains(local.getDayOfWeek())
        && !local.toLocalTime().isBefore(from)
        && !local.toLocalTime().isAfter(until);
  }

  /** This moment if clients are called then, else the beginning of the next working day. */
  public Instant within(Instant at) {
    if (has(at)) {
      return at;
    }
    ZonedDateTime local = at.atZone(zone);
    LocalDate day = local.toLocalDate();
    if (local.toLocalTime().isAfter(until)) {
      day = day.plusDays(1);
    }
    while (!days.contains(day.getDayOfWeek())) {
      day = day.plusDays(1);
    }
    return day.atTime(from).atZone(zone).toInstant();
  }

  /** The last moment of a day at which clients are called, were it a working day. */
  public Instant endOf(LocalDate day) {
    return day.atTime(until).atZone(zone).toInstant();
  }

  /** Days as the regulation file writes them: {@code 1-5}, {@code 1-5,7}; 1 is Monday. */
  static Optional<Set<DayOfWeek>> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      Matcher range = DAYS.matcher(part.strip());
      if (!range.matches()) {
        return Optional.empty();
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first) {
        return Optional.empty();
      }
      for (int day = first; day <= last; day++) {
        days.add(DayOfWeek.of(day));
      }
    }
    return Optional.of(days);
  }
}
