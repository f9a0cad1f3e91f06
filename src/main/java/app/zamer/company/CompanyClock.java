package app.zamer.company;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The company's time: the one clock that everything in the program reads, in the company's time zone. It ticks with the
 * machine's clock, and in demo mode and in tests it can be set and ticks on from there.
 */
public final class CompanyClock extends Clock {
  private final Clock source;
  private final ZoneId zone;
  private volatile java.time.Duration offset = java.time.Duration.ZERO;
  private volatile @Nullable Instant stopped;

  public CompanyClock(Clock source, ZoneId zone) {
    this.source = source;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return other.equals(zone) ? this : Clock.system(other);
  }

  @Override
  public Instant instant() {
    Instant fixed = stopped;
    return fixed != null ? fixed : source.instant().plus(offset);
  }

  /** The day it is in the company's time zone. */
  public LocalDate today() {
    return LocalDate.ofInstant(instant(), zone);
  }

  /** Sets the clock; it ticks on from there. */
  public void set(Instant now) {
    stopped = null;
    offset = java.time.Duration.between(source.instant(), now);
  }

  /** Sets the clock and stops it there, until it is set again. */
  public void stopAt(Instant now) {
    stopped = now;
  }
}
