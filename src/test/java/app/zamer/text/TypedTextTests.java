package app.zamer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTextTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b", "\u200c", "\u200d", "\u200e", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066",
        "\u061c", "\u180e", "\u034f", "\ufe0f", "\u115f", "\u3164", "\u2800", "\u00a0", "\u2003",
        "\u202f", "\u3000", "\u2028", "\u2029", "\ud800", "\udc00", "\udb40\udc41"
      })
  void whatNobodySeesIsNothing(String unseen) {
    assertThat(TypedText.plain(unseen + unseen)).isBlank();
    assertThat(TypedText.line("Пётр" + unseen + " Лесной" + unseen)).isEqualTo("Пётр Лесной");
  }

  @Test
  void spacesHyphensAndEndsOfLinesAreOfOneKind() {
    assertThat(TypedText.plain("8\u00a0(991)\u202f208\u201145\u221243"))
        .isEqualTo("8 (991) 208-45-43");
    assertThat(TypedText.plain("первая\r\nвторая\rтретья\u2028четвёртая"))
        .isEqualTo("первая\nвторая\nтретья\nчетвёртая");
  }

  @Test
  void aLetterOfTwoSignsBecomesOne() {
    assertThat(TypedText.plain("Толсто\u0438\u0306, е\u0308лка")).isEqualTo("Толстой, ёлка");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Кухня 3,2 м — «под ключ» №5, 115 973,00 ₽",
        "Дом – у реки",
        "👨‍👩‍👧 семья, ❤️, 🏳️‍🌈, 1️⃣",
        "première façade, Müller, Đặng",
        "tab\tand\nnew line"
      })
  void whatPeopleSeeStaysAsItIs(String text) {
    assertThat(TypedText.plain(text)).isEqualTo(text);
  }

  @Test
  void controlCharactersAreLeftForTheFieldToRefuse() {
    assertThat(TypedText.plain("а\u0007б\0")).isEqualTo("а\u0007б\0");
  }
}
