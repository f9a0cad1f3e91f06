package app.zamer.regulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The moment of a test and its zone, from which other days and moments are counted: {@code +3} is
 * three days later, {@code -1 15:59} yesterday at that time of day, {@code 15:59} today; a date, a
 * date with a time of day and an instant ending in {@code Z} stand for themselves.
 */
record When(Instant now, ZoneId zone) {
  private static final Pattern DAY = Pattern.compile("[+-]\\d+");
  private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");
  private static final Pattern MOMENT =
      Pattern.compile("(?:([+-]\\d+|\\d{4}-\\d\\d-\\d\\d) )?(\\d\\d:\\d\\d(?::\\d\\d)?)");

  static When at(String dateAndTime, ZoneId zone) {
    return new When(
        LocalDateTime.parse(dateAndTime.replace(' ', 'T')).atZone(zone).toInstant(), zone);
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, zone);
  }

  LocalDate day(String text) {
    return DAY.matcher(text).matches()
        ? today().plusDays(Integer.parseInt(text))
        : LocalDate.parse(text);
  }

  Instant moment(String text) {
    if (INSTANT.matcher(text).matches()) {
      return Instant.parse(text);
    }
    Matcher moment = MOMENT.matcher(text);
    if (!moment.matches()) {
      throw new IllegalArgumentException("not a moment: " + text);
    }
    LocalDate day = moment.group(1) == null ? today() : day(moment.group(1));
    return day.atTime(LocalTime.parse(moment.group(2))).atZone(zone).toInstant();
  }

  When plusDays(int days) {
    return new When(now.atZone(zone).plusDays(days).toInstant(), zone);
  }

  /** The text as an answer shows it: days and moments as such, everything else as it is. */
  String shown(String text) {
    if (DAY.matcher(text).matches()) {
      return day(text).toString();
    }
    boolean moment = MOMENT.matcher(text).matches() || INSTANT.matcher(text).matches();
    return moment ? moment(text).toString() : text;
  }
}
