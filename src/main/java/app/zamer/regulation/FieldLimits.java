package app.zamer.regulation;

import app.zamer.regulation.Rulebook.Limits;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a value lies within the limits of its field, and how that is said where it does not. */
final class FieldLimits {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");
  private static final Locale RUSSIAN = Locale.of("ru");

  private FieldLimits() {}

  /**
   * @param value of a field; null for none, which lies within all limits
   * @param today in the company's time zone
   */
  static Optional<Violation> wrong(
      String field, Limits limits, @Nullable Object value, LocalDate today) {
    return switch (value) {
      case String text -> text(field, limits, text);
      case BigDecimal amount -> amount(field, limits, amount);
      case LocalDate day -> day(field, limits, day, today);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Violation> text(String field, Limits limits, String text) {
    if (text.chars()
        .anyMatch(sign -> Character.isISOControl(sign) && !Character.isWhitespace(sign))) {
      return Optional.of(
          Violation.invalid(
              field,
              "В тексте есть непечатаемые знаки: уберите их.",
              "The text contains control characters: remove them."));
    }
    Integer longest = limits.longest();
    if (longest == null || text.codePointCount(0, text.length()) <= longest) {
      return Optional.empty();
    }
    return Optional.of(
        Violation.invalid(
            field,
            "Не больше " + longest + " знаков: сократите текст.",
            "At most " + longest + " characters: shorten the text."));
  }

  private static Optional<Violation> amount(String field, Limits limits, BigDecimal amount) {
    BigDecimal from = Objects.requireNonNullElse(limits.from(), amount);
    BigDecimal to = Objects.requireNonNullElse(limits.to(), amount);
    if (amount.compareTo(from) >= 0 && amount.compareTo(to) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Violation.invalid(
            field,
            "Сумма — от %s до %s рублей.".formatted(shown(from, RUSSIAN), shown(to, RUSSIAN)),
            "A sum is between %s and %s RUB."
                .formatted(shown(from, Locale.ENGLISH), shown(to, Locale.ENGLISH))));
  }

  private static String shown(BigDecimal amount, Locale locale) {
    return NumberFormat.getIntegerInstance(locale).format(amount);
  }

  private static Optional<Violation> day(
      String field, Limits limits, LocalDate day, LocalDate today) {
    Integer earliest = limits.earliest();
    if (earliest != null && day.isBefore(today.plusDays(earliest))) {
      String first = DAY.format(today.plusDays(earliest));
      return Optional.of(
          earliest == 0
              ? Violation.invalid(
                  field,
                  "Этот день уже прошёл: укажите сегодняшний или будущий.",
                  "This day has passed: give today's or a later one.")
              : Violation.invalid(
                  field,
                  "Дата не раньше " + first + ": проверьте год.",
                  "The date is not before " + first + ": check the year."));
    }
    Integer latest = limits.latest();
    if (latest != null && day.isAfter(today.plusDays(latest))) {
      String last = DAY.format(today.plusDays(latest));
      return Optional.of(
          Violation.invalid(
              field,
              "Дата не позже " + last + ": проверьте год.",
              "The date is not after " + last + ": check the year."));
    }
    return Optional.empty();
  }
}
