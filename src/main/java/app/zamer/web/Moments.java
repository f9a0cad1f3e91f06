package app.zamer.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Moments as people read them on pages, in this zone and in the language of the current request.
 */
public record Moments(ZoneId zone) {
  /** A day and the time of it, without seconds. */
  public String show(Instant instant) {
    return DateTimeFormatter.ofPattern(Messages.get("format.moment"), Messages.language())
        .format(instant.atZone(zone));
  }
}
