package app.zamer;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What nobody else in the database has. Counted and not drawn, for of three thousand numbers drawn
 * from ten million two are the same in every third run; and begun elsewhere every time, for
 * journeys may run again on the same data.
 */
public final class Fresh {
  private static final AtomicLong LAST =
      new AtomicLong(Instant.now().getEpochSecond() % 10_000 * 1_000);

  private Fresh() {}

  /** A mobile number, as {@code +79771234567}. */
  public static String phone() {
    return "+7977%07d".formatted(next(10_000_000));
  }

  /** A number of an office in Moscow, as {@code +74952345678}. */
  public static String officePhone() {
    return "+7495%07d".formatted(2_000_000 + next(7_000_000));
  }

  /** Six digits of a telephone within the office. */
  public static String extension() {
    return "%06d".formatted(next(1_000_000));
  }

  /** Eight digits, such as a contract's number begins with. */
  public static String number() {
    return "%08d".formatted(10_000_000 + next(90_000_000));
  }

  /**
   * Far from the one before, so that not even the first digits find both: a prime leaves none out.
   */
  private static long next(long below) {
    return LAST.incrementAndGet() * 7_368_787 % below;
  }
}
