package app.zamer.clients;

import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.MissingResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The copy of a client's data as people read it. */
public final class CopyWords {
  /** What activities belong to. */
  private static final Pattern SUBJECT = Pattern.compile("(deal|lead) (\\d+)");

  private CopyWords() {}

  public static String shown(String column, @Nullable Object value, Moments moments) {
    return switch (value) {
      case null -> "—";
      case Instant at -> moments.show(at);
      case LocalDate day -> Shown.day(day);
      case BigDecimal sum -> Shown.money(sum);
      case Boolean truth -> Messages.get(truth ? "clients.data.yes" : "clients.data.no");
      default -> word(column, value.toString());
    };
  }

  private static String word(String column, String value) {
    Matcher subject = SUBJECT.matcher(value);
    if (subject.matches()) {
      return Messages.get("clients.data.subject." + subject.group(1), subject.group(2));
    }
    try {
      return Messages.get("clients.data." + column + "." + value);
    } catch (MissingResourceException e) {
      return value;
    }
  }
}
