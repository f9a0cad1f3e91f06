package app.zamer.regulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with the values of parameters in them: {@code {param.farDays}}, and with the word that goes
 * with the number, {@code {param.farDays|день|дня|дней}}, {@code {param.farDays|day|days}}.
 */
public final class Wording {
  private static final Pattern FILLER = Pattern.compile("\\{([^{}]*)}");
  private static final String PARAMETER = "param.";

  private final Map<String, Object> parameters;

  public Wording(Map<String, Object> parameters) {
    this.parameters = parameters;
  }

  /** A text without what people do not tell apart: case, ё and е, spaces and signs around words. */
  public static String folded(String text) {
    return String.join(
            " ", text.toLowerCase(Locale.ROOT).replace('ё', 'е').strip().split("[^\\p{L}\\p{N}]+"))
        .strip();
  }

  /** The text with the parameters' values filled in; all else stays. */
  public Text filledIn(Text text) {
    return new Text(filledIn(text.ru(), true), filledIn(text.en(), false));
  }

  private String filledIn(String text, boolean russian) {
    return text.indexOf('{') < 0
        ? text
        : FILLER
            .matcher(text)
            .replaceAll(filler -> Matcher.quoteReplacement(value(filler, russian)));
  }

  private String value(MatchResult filler, boolean russian) {
    List<String> parts = List.of(filler.group(1).split("\\|", -1));
    Object value =
        parts.getFirst().startsWith(PARAMETER)
            ? parameters.get(parts.getFirst().substring(PARAMETER.length()))
            : null;
    if (value == null) {
      return filler.group();
    }
    if (parts.size() == 1 || !(value instanceof Integer number)) {
      return value.toString();
    }
    int form = russian ? russianForm(number) : number == 1 ? 0 : 1;
    return number + " " + parts.get(1 + Math.min(form, parts.size() - 2));
  }

  /** 1 день, 2 дня, 5 дней, 11 дней, 21 день. */
  private static int russianForm(int number) {
    int last = number % 10;
    if (number % 100 / 10 == 1 || last == 0 || last > 4) {
      return 2;
    }
    return last == 1 ? 0 : 1;
  }
}
