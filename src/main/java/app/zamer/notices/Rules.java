package app.zamer.notices;

import app.zamer.regulation.Regulation;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the company has set about notices, among the parameters of the regulation. An edition that
 * was adopted before there were notices, or that says something else than a time of day, gets what
 * the program comes with.
 */
record Rules(
    LocalTime digestAt,
    Set<DayOfWeek> digestDays,
    LocalTime quietFrom,
    LocalTime quietUntil,
    Duration chat,
    int days,
    boolean names) {
  private static final Pattern DAYS = Pattern.compile("([1-7])(?:-([1-7]))?");

  static Rules of(Regulation regulation) {
    return new Rules(
        time(regulation, "digestAt", "09:00"),
        days(regulation.parameters().get("digestDays")),
        time(regulation, "quietFrom", "21:00"),
        time(regulation, "quietUntil", "08:00"),
        Duration.ofMinutes(number(regulation, "chatNoticeMinutes", 10)),
        number(regulation, "noticeDays", 90),
        !Boolean.FALSE.equals(regulation.parameters().get("noticeNames")));
  }

  /** When something that could go out now does so: at once, or when the quiet hours end. */
  Instant outside(Instant now, ZoneId zone) {
    ZonedDateTime here = now.atZone(zone);
    LocalTime time = here.toLocalTime();
    boolean overnight = quietFrom.isAfter(quietUntil);
    boolean quiet =
        overnight
            ? !time.isBefore(quietFrom) || time.isBefore(quietUntil)
            : !time.isBefore(quietFrom) && time.isBefore(quietUntil);
    if (!quiet) {
      return now;
    }
    LocalDate day =
        overnight && !time.isBefore(quietFrom)
            ? here.toLocalDate().plusDays(1)
            : here.toLocalDate();
    return day.atTime(quietUntil).atZone(zone).toInstant();
  }

  private static LocalTime time(Regulation regulation, String name, String otherwise) {
    Object value = regulation.parameters().get(name);
    try {
      return LocalTime.parse(value instanceof String text ? text : otherwise);
    } catch (DateTimeException e) {
      return LocalTime.parse(otherwise);
    }
  }

  private static int number(Regulation regulation, String name, int otherwise) {
    return regulation.parameters().get(name) instanceof Integer number && number > 0
        ? number
        : otherwise;
  }

  /** {@code 1-5}, {@code 1,3,5}, {@code 1-4,6}; the working week if it is none of these. */
  private static Set<DayOfWeek> days(@Nullable Object value) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : String.valueOf(value).split(",")) {
      Matcher range = DAYS.matcher(part.strip());
      if (range.matches()) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        for (int day = first; day <= last; day++) {
          days.add(DayOfWeek.of(day));
        }
      }
    }
    return days.isEmpty() ? EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY) : days;
  }
}
