package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password123", "Password123!", "P@ssw0rd2026", "пароль123456", "Пароль2026!", "йцукен12345",
        "йцукенгшщз", "qwertyuiop", "1234567890", "qwerty2026", "1qaz2wsx3edc", "zaq12wsx!!",
        "ghbdtn12345", "gfhjkm2024", "parol12345", "aaaaaaaaaa", "abcabcabcabc", "zamer2026!!",
        "zamer-demo", "drowssap123", "наташа1985", "natasha1985", "iloveyou123", "Август2026!",
        "пароль пароль", "ячсмитьбю1", "0987654321", "anna-2026-anna", "Соколова2026",
            "sokolova2026"
      })
  void whatIsTriedBeforeAllElseIsNoPassword(String password) {
    assertThat(CommonPasswords.has(password, "anna", "Анна Соколова", "sokolova")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse", "another password", "тихий омут за рекой", "кобальт-гранит-7",
        "vE9!kd02mQzx", "сирень под окном", "дом у озера 1987", "Анна любит старые карты"
      })
  void severalWordsThatHaveNothingToDoWithEachOtherAreOne(String password) {
    assertThat(CommonPasswords.has(password, "anna", "Анна Соколова")).isFalse();
  }
}
