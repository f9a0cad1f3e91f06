package app.zamer.measurements;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A moment as the API writes it. */
final class Moment {
  private Moment() {}

  static @Nullable OffsetDateTime in(ZoneId zone, @Nullable Instant instant) {
    return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
  }

  static @Nullable OffsetDateTime in(ZoneId zone, @Nullable OffsetDateTime moment) {
    return moment == null ? null : in(zone, moment.toInstant());
  }
}
