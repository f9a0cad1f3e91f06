package app.zamer.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Moments as people read them on pages, in this zone: {@code 14.03.2022 10:15}. They are written
 * the same way in both languages.
 */
public record Moments(ZoneId zone) {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm");
  private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  /** A day and the time of it, without seconds; empty for null. */
  public String show(@Nullable Instant instant) {
    return instant == null ? "" : MOMENT.format(instant.atZone(zone));
  }

  /** Until when something is to be done: the day alone if all of it is left. */
  public String due(@Nullable Instant instant) {
    return instant != null && !instant.atZone(zone).toLocalTime().isBefore(LAST_MINUTE)
        ? day(instant)
        : show(instant);
  }

  /** The time of the day, without seconds; empty for null. */
  public String time(@Nullable Instant instant) {
    return instant == null ? "" : TIME.format(instant.atZone(zone));
  }

  /** The day; empty for null. */
  public String day(@Nullable Instant instant) {
    return instant == null ? "" : Shown.day(LocalDate.ofInstant(instant, zone));
  }
}
