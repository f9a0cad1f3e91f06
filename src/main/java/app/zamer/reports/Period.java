package app.zamer.reports;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The days that a report is about.
 *
 * @param from the first of them
 * @param to the last of them
 */
public record Period(Kind kind, LocalDate from, LocalDate to) {
  /** The longest period that is reported on. */
  static final int MOST_YEARS = 3;

  static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
  static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

  private static final int DAYS = 30;

  public enum Kind {
    WEEK,
    LAST_WEEK,
    MONTH,
    LAST_30,
    QUARTER,
    CUSTOM;

    /** As it stands in an address. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Kind> find(String id) {
      return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
  }

  /** The days of a kind as seen from today; of {@link Kind#CUSTOM} today alone. */
  static Period of(Kind kind, LocalDate today) {
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate quarter = today.with(IsoFields.DAY_OF_QUARTER, 1);
    return switch (kind) {
      case WEEK -> new Period(kind, monday, monday.plusDays(6));
      case LAST_WEEK -> new Period(kind, monday.minusWeeks(1), monday.minusDays(1));
      case MONTH ->
          new Period(kind, today.withDayOfMonth(1), today.with(TemporalAdjusters.lastDayOfMonth()));
      case LAST_30 -> new Period(kind, today.minusDays(DAYS - 1), today);
      case QUARTER -> new Period(kind, quarter, quarter.plusMonths(3).minusDays(1));
      case CUSTOM -> new Period(kind, today, today);
    };
  }

  OffsetDateTime begin(ZoneId zone) {
    return from.atStartOfDay(zone).toOffsetDateTime();
  }

  /** The first moment after it. */
  OffsetDateTime end(ZoneId zone) {
    return to.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
  }
}
