package app.zamer.text;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ZamerTest
class SearchKeyTests {
  @Autowired JdbcClient jdbc;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Королёва",
        "КОРОЛЁВА  Анна-Мария",
        " ул. Лесная, д. 7,\u00a0кв.\u202f5 ",
        "Санкт\u2011Петербург — Ростов\u2212на–Дону",
        "Ёж\u200bик \ufeffв\u00ad тумане;\tтут\nтам",
        "Кухня 3,2 м / 100% «под ключ» _ \\ '",
        "Müller façade ÀÉÎ Łódź ŽŠ",
        "12455Ш",
        "",
        " , - ; "
      })
  void theDatabaseFoldsATextAsTheProgramDoes(String text) {
    assertThat(SearchKey.fold(text))
        .isEqualTo(jdbc.sql("select search_key(?)").param(text).query(String.class).single());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Королёва | королева | true",
        "королева | КОРОЛЁВА | true",
        "Анна-Мария Королёва | королёва анна мария | true",
        "скидка 100% | 100% | true",
        "скидка 1000 | 100% | false",
        "под_ключ | д_к | true",
        "под ключ | д_к | false",
        "Лесная 7 | Лесная 8 | false",
        "Ян | Я | true",
        "Улья | я | false"
      })
  void allWordsHaveToBeThereHoweverTheyAreWritten(String text, String typed, boolean found) {
    Map<String, Object> params = new HashMap<>(Map.of("text", text));
    String condition = SearchKey.of(typed).in("search_key(:text)", "w", params);
    assertThat(jdbc.sql("select " + condition).params(params).query(Boolean.class).single())
        .isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "г. Уфа, ул. Лесная, д. 7, кв. 5, подъезд 2, этаж 3, домофон 5",
        "Уфа, Лесная, house 7, apt 5"
      })
  void anAddressIsReadAsTheProgramShowsIt(String shown) {
    assertThat(SearchKey.ofAddress(shown).words())
        .startsWith("уфа", "лесная", "7", "5")
        .doesNotContain("д.", "apt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "-", ","})
  void nothingFindsNothing(String typed) {
    assertThat(SearchKey.of(typed).isNone()).isTrue();
    assertThat(SearchKey.of(typed).in("x", "w", new HashMap<>())).isEqualTo("false");
  }
}
