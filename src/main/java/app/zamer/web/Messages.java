package app.zamer.web;

import app.zamer.regulation.Text;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * The texts people read, from {@code messages.properties} (Russian) and {@code
 * messages_en.properties}.
 */
public final class Messages {
  public static final Locale RUSSIAN = Locale.of("ru");

  // without the fallback a server whose own language is English would answer Russians in English
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Messages() {}

  /**
   * A text in both languages.
   *
   * @param arguments what {@code {0}}, {@code {1}} stand for; a {@link Text} in the language it
   *     stands in, anything else as its {@code toString()} gives it
   * @throws java.util.MissingResourceException if there is no such key
   */
  public static Text text(String key, Object... arguments) {
    return new Text(in(RUSSIAN, key, arguments), in(Locale.ENGLISH, key, arguments));
  }

  /** A text in the language of the current request. */
  public static String get(String key, Object... arguments) {
    return in(language(), key, arguments);
  }

  /** The language of the current request: English, or Russian for every other. */
  public static Locale language() {
    return LocaleContextHolder.getLocale().getLanguage().equals("en") ? Locale.ENGLISH : RUSSIAN;
  }

  private static String in(Locale language, String key, Object... arguments) {
    String pattern = ResourceBundle.getBundle("messages", language, NO_FALLBACK).getString(key);
    Object[] shown = new Object[arguments.length];
    for (int i = 0; i < shown.length; i++) {
      // a number formatted by MessageFormat would get thousands separators
      shown[i] =
          arguments[i] instanceof Text text ? text.in(language) : String.valueOf(arguments[i]);
    }
    return new MessageFormat(pattern, language).format(shown);
  }
}
