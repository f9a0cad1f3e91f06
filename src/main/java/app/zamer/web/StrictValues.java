package app.zamer.web;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;

/**
 * Numbers, days and moments as they are written to the program, wherever that is: numbers in
 * decimal digits and nothing else, days and moments of the centuries in which anybody sells
 * anything. What lies beyond them could be read, and then breaks whatever reckons with it.
 */
public final class StrictValues {
  static final int FIRST_YEAR = 1900;
  static final int LAST_YEAR = 2199;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final int MOST_DIGITS = 30;

  private StrictValues() {}

  /**
   * A whole number.
   *
   * @throws NumberFormatException if it is anything else: hexadecimal, with a plus, in digits of
   *     another script
   */
  public static long whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new NumberFormatException("no whole number");
    }
    return Long.parseLong(text);
  }

  /**
   * A day as {@code 2026-03-14}.
   *
   * @throws DateTimeException if it is none, or none of these centuries
   */
  public static LocalDate day(String text) {
    return checked(LocalDate.parse(text));
  }

  /**
   * The same day or moment.
   *
   * @throws DateTimeException if it is none of these centuries
   */
  public static <T extends TemporalAccessor> T checked(T value) {
    long year =
        value instanceof Instant instant
            ? instant.getEpochSecond() / 31_556_952L + 1970
            : value.get(ChronoField.YEAR);
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new DateTimeException("none of these centuries");
    }
    return value;
  }

  /**
   * The same number.
   *
   * @throws ArithmeticException if it has more digits or zeros than anything has
   */
  static BigDecimal sane(BigDecimal number) {
    if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new ArithmeticException("no number to reckon with");
    }
    return number;
  }
}
