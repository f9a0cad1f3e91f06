package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.Text;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    for (String bundle : bundles()) {
      assertThat(keys(bundle + "_en.properties"))
          .as(bundle)
          .isEqualTo(keys(bundle + ".properties"));
    }
  }

  @Test
  void theTextsOfAModuleStandInItsOwnBundle() throws IOException {
    Set<String> modules = new TreeSet<>();
    for (String bundle : bundles()) {
      if (bundle.startsWith("/messages/")) {
        String module = bundle.substring("/messages/".length());
        modules.add(module);
        assertThat(keys(bundle + ".properties")).allMatch(key -> key.startsWith(module + "."));
      }
    }
    assertThat(keys("/messages.properties"))
        .noneMatch(key -> modules.contains(key.substring(0, Math.max(0, key.indexOf('.')))));
  }

  /** All bundles by their Russian file, without its ending. */
  private static List<String> bundles() throws IOException {
    Path resources = Path.of("src/main/resources");
    try (Stream<Path> files = Files.walk(resources, 2)) {
      return files
          .map(file -> "/" + resources.relativize(file))
          .filter(name -> name.matches("/messages(/[a-z-]+)?\\.properties"))
          .map(name -> name.substring(0, name.length() - ".properties".length()))
          .toList();
    }
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
