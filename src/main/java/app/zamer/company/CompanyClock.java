package app.zamer.company;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The company's time: the one clock that everything in the program reads, in the company's time
 * zone. It ticks with the machine's clock, and in demo mode and in tests it can be set and ticks on
 * from there. Clocks made from it by {@link #withZone} follow it wherever it is set.
 *
 * <p>Its instants have whole microseconds, which is what the database keeps, so an instant read
 * back equals the one that was written.
 */
public final class CompanyClock extends Clock {
  private final Clock machine;
  private final ZoneId zone;
  private volatile Clock current;

  /**
   * @param machine the clock to tick with, as long as no other time is set
   * @param zone the company's time zone, in which its days begin and end
   */
  public CompanyClock(Clock machine, ZoneId zone) {
    this.machine = machine;
    this.zone = zone;
    this.current = machine;
  }

  /** The company's time zone. */
  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same time in another zone: a view of this clock, set together with it. */
  @Override
  public Clock withZone(ZoneId other) {
    return other.equals(zone) ? this : new InZone(this, other);
  }

  @Override
  public Instant instant() {
    return current.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The day it is in the company's time zone. */
  public LocalDate today() {
    return LocalDate.ofInstant(instant(), zone);
  }

  /** Sets the clock, forwards or backwards; it ticks on from there. */
  public void set(Instant now) {
    current = Clock.offset(machine, Duration.between(machine.instant(), now));
  }

  /** Sets the clock and stops it there, until it is set again. */
  public void stopAt(Instant now) {
    current = Clock.fixed(now, zone);
  }

  /** Goes back to the machine's time. */
  public void reset() {
    current = machine;
  }

  @Override
  public String toString() {
    return "CompanyClock[" + zone + "]";
  }

  private static final class InZone extends Clock {
    private final CompanyClock clock;
    private final ZoneId zone;

    private InZone(CompanyClock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return other.equals(zone) ? this : clock.withZone(other);
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }
  }
}
