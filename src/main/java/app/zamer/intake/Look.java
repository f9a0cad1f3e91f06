package app.zamer.intake;

import app.zamer.web.Messages;
import java.util.Locale;

/**
 * How a page for strangers wants to be shown. There is no cookie to remember it, so every address
 * says it again.
 *
 * @param theme {@code light} or {@code dark}; empty for what the visitor's system has
 */
public record Look(String theme) {
  static Look of(String theme) {
    return new Look(theme.equals("light") || theme.equals("dark") ? theme : "");
  }

  /** What an address of the same look ends with. */
  public String query() {
    return query(Messages.language().equals(Locale.ENGLISH) ? "en" : "ru");
  }

  public String query(String language) {
    return "?lang=" + language + (theme.isEmpty() ? "" : "&theme=" + theme);
  }
}
