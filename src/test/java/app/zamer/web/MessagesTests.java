package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.Text;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

class MessagesTests {
  @AfterEach
  void noLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    assertThat(keys("/messages.properties")).isEqualTo(keys("/messages_en.properties"));
  }

  @Test
  void aTextStandsInBothLanguagesWithItsArgumentsInEach() {
    Text text = Messages.text("field.type", "size", Messages.text("expected.integer"));

    assertThat(text.ru()).isEqualTo("Поле «size»: ожидается целое число.");
    assertThat(text.en()).isEqualTo("Field “size”: expected a whole number.");
  }

  @Test
  void largeNumbersAreNotBrokenUp() {
    assertThat(Messages.text("field.range", "size", 1, 12345).en())
        .isEqualTo("“size”: from 1 to 12345.");
  }

  @Test
  void everyLanguageButEnglishReadsRussian() {
    LocaleContextHolder.setLocale(Locale.FRENCH);
    assertThat(Messages.language()).isEqualTo(Messages.RUSSIAN);
    LocaleContextHolder.setLocale(Locale.UK);
    assertThat(Messages.language()).isEqualTo(Locale.ENGLISH);
  }

  private static Set<String> keys(String bundle) throws IOException {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(
            MessagesTests.class.getResourceAsStream(bundle), StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts.stringPropertyNames();
  }
}
