package app.zamer.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Days and money as people read them on pages: {@code 14.03.2022}, {@code 115 973,00 ₽}. They are
 * written the same way in both languages.
 */
public final class Shown {
  private static final char NO_BREAK = '\u00a0';
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");

  private Shown() {}

  /** A day; empty for null. */
  public static String day(@Nullable LocalDate day) {
    return day == null ? "" : DAY.format(day);
  }

  /** A day with its weekday, such as {@code пн, 14.03.2022}; empty for null. */
  public static String weekday(@Nullable LocalDate day) {
    return day == null
        ? ""
        : DateTimeFormatter.ofPattern("EE, dd.MM.uuuu", Messages.language()).format(day);
  }

  /** A sum of RUB with its kopecks; empty for null. */
  public static String money(@Nullable BigDecimal amount) {
    return amount == null ? "" : grouped("#,##0.00", amount) + NO_BREAK + '₽';
  }

  /** A sum of RUB without its kopecks, for where there is little room; empty for null. */
  public static String rubles(@Nullable BigDecimal amount) {
    return amount == null ? "" : grouped("#,##0", amount) + NO_BREAK + '₽';
  }

  /** A number of things, such as {@code 12 455}. */
  public static String count(long count) {
    return grouped("#,##0", BigDecimal.valueOf(count));
  }

  /** What an input for a sum begins with, such as {@code 115973,00}; empty for null. */
  public static String typed(@Nullable BigDecimal amount) {
    return amount == null
        ? ""
        : amount.setScale(2, RoundingMode.HALF_UP).toPlainString().replace('.', ',');
  }

  /** How long something took, such as {@code 3 мин 20 с}. */
  public static String length(long seconds) {
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    if (hours > 0) {
      return Messages.get("shown.hours", hours, minutes);
    }
    return minutes > 0
        ? Messages.get("shown.minutes", minutes, seconds % 60)
        : Messages.get("shown.seconds", seconds);
  }

  private static String grouped(String pattern, BigDecimal number) {
    var symbols = new DecimalFormatSymbols(Messages.RUSSIAN);
    symbols.setGroupingSeparator(NO_BREAK);
    symbols.setDecimalSeparator(',');
    var format = new DecimalFormat(pattern, symbols);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(number);
  }
}
