package app.zamer.web;

import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A form that a person sent from a page: reads what he typed, notes everything that is wrong with
 * it, and gives it back as it was typed, for the form to be shown again.
 */
public final class Form {
  private static final DateTimeFormatter RUSSIAN_DAY =
      DateTimeFormatter.ofPattern("d.M.uuuu").withResolverStyle(ResolverStyle.STRICT);

  private final Map<String, String> typed;
  private final List<Violation> wrong = new ArrayList<>();

  /**
   * @param typed the fields by their names, as Spring hands them to a controller's {@code Map} of
   *     request parameters
   */
  public Form(Map<String, String> typed) {
    this.typed = Collections.unmodifiableMap(typed);
  }

  /** Whether the form has a field, be it empty. */
  public boolean has(String name) {
    return typed.containsKey(name);
  }

  /** A field as it was typed; empty if the form has none. */
  public String typed(String name) {
    return typed.getOrDefault(name, "");
  }

  /** Everything as it was typed. */
  public Map<String, String> typed() {
    return typed;
  }

  /** Text without space around it; empty if nothing was typed. */
  public String text(String name) {
    return typed(name).strip();
  }

  /** Text that may not be empty; null, and noted as wrong, if it is. */
  public @Nullable String required(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      wrong(name, "form.required");
      return null;
    }
    return text;
  }

  /** Text of at most so many characters; null, and noted as wrong, if it is longer. */
  public @Nullable String text(String name, int longest) {
    String text = text(name);
    if (text.length() > longest) {
      wrong(name, "form.longest", longest);
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      wrong(name, "form.unprintable");
      return null;
    }
    return text;
  }

  /** A day, {@code 2022-03-14} or {@code 14.03.2022}; null if empty or, noted, if it is none. */
  public @Nullable LocalDate day(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.indexOf('.') > 0
          ? StrictValues.checked(LocalDate.parse(text, RUSSIAN_DAY))
          : StrictValues.day(text);
    } catch (DateTimeException e) {
      wrong(name, "form.day");
      return null;
    }
  }

  /** A time of day such as {@code 10:15}; null if empty or, noted, if it is none. */
  public @Nullable LocalTime time(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    } catch (DateTimeException e) {
      wrong(name, "form.time");
      return null;
    }
  }

  /**
   * A sum of RUB as people type it, {@code 115 973,00 ₽}; null if empty or, noted, if it is none.
   */
  public @Nullable BigDecimal amount(String name) {
    String text = text(name).replaceAll("[\\s\u00a0\u202f₽]", "").replace(',', '.');
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("\\d{1,15}(\\.\\d{1,2})?")) {
      wrong(name, "form.amount");
      return null;
    }
    return new BigDecimal(text);
  }

  /** Yes or no; null if neither was chosen. */
  public @Nullable Boolean answer(String name) {
    return switch (text(name)) {
      case "true", "yes", "on" -> true;
      case "false", "no" -> false;
      default -> null;
    };
  }

  /** A whole number such as a version that the form carries along; null if it has none. */
  public @Nullable Long number(String name) {
    String text = text(name);
    try {
      return text.isEmpty() ? null : StrictValues.whole(text);
    } catch (NumberFormatException e) {
      wrong(name, "form.number");
      return null;
    }
  }

  /** Notes something as wrong. */
  public void wrong(String name, String key, Object... arguments) {
    wrong.add(new Violation(Violation.INVALID, name, Messages.text(key, arguments)));
  }

  /** Everything that was noted as wrong so far, in the order in which it was read. */
  public List<Violation> wrong() {
    return List.copyOf(wrong);
  }

  /**
   * The sentences that stand beside the fields, in the language of the current request. Of several
   * about one field each is kept.
   */
  public static Map<String, String> errors(List<Violation> violations) {
    Map<String, String> errors = new HashMap<>();
    for (Violation violation : violations) {
      Text message = violation.message();
      errors.merge(
          Objects.requireNonNullElse(violation.field(), ""),
          message.in(Messages.language()),
          (first, second) -> first + " " + second);
    }
    return errors;
  }
}
