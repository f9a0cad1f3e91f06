package app.zamer.web;

import app.zamer.regulation.Text;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * The texts people read, in Russian and English: those of a module's pages from {@code
 * messages/<module>.properties} and {@code messages/<module>_en.properties}, where the part of a
 * key before its first dot is the module; all others from {@code messages.properties} and {@code
 * messages_en.properties}.
 */
public final class Messages {
  public static final Locale RUSSIAN = Locale.of("ru");

  // without the fallback a server whose own language is English would answer Russians in English
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private static final Map<String, String> MODULES = new ConcurrentHashMap<>();

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
    String pattern = bundle(key, language).getString(key);
    Object[] shown = new Object[arguments.length];
    for (int i = 0; i < shown.length; i++) {
      // a number formatted by MessageFormat would get thousands separators
      shown[i] =
          arguments[i] instanceof Text text ? text.in(language) : String.valueOf(arguments[i]);
    }
    return new MessageFormat(pattern, language).format(shown);
  }

  private static ResourceBundle bundle(String key, Locale language) {
    String module = key.substring(0, Math.max(0, key.indexOf('.')));
    return ResourceBundle.getBundle(
        MODULES.computeIfAbsent(module, Messages::bundleOf), language, NO_FALLBACK);
  }

  private static String bundleOf(String module) {
    String own = "messages/" + module;
    return Messages.class.getResource("/" + own + ".properties") == null ? "messages" : own;
  }
}
