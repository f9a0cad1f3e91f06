package app.zamer.regulation;

import java.util.Locale;

/**
 * One sentence in the two languages of the interface; English is the second, so any other language
 * reads Russian.
 */
public record Text(String ru, String en) {
  public String in(Locale locale) {
    return locale.getLanguage().equals("en") ? en : ru;
  }
}
