package app.zamer.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;

class PhoneTests {
  @BeforeEach
  void aRussianReads() {
    LocaleContextHolder.setLocale(Locale.of("ru"));
  }

  @AfterEach
  void nobodyReads() {
    LocaleContextHolder.resetLocaleContext();
  }

  @ParameterizedTest
  @CsvSource({
    "8 991 208-45-43,        +79912084543, +7 991 208-45-43",
    "+7(991)2084543,         +79912084543, +7 991 208-45-43",
    "79912084543,            +79912084543, +7 991 208-45-43",
    "9912084543,             +79912084543, +7 991 208-45-43",
    "'  +7 991 208 45 43  ', +79912084543, +7 991 208-45-43",
    "8.991.208.45.43,        +79912084543, +7 991 208-45-43",
    "８９９１２０８４５４３,   +79912084543, +7 991 208-45-43",
    "8 (495) 123-45-67,      +74951234567, +7 495 123-45-67",
    "+49 30 901820,          +4930901820,  +49 30 901820",
    "8 10 49 30 901820,      +4930901820,  +49 30 901820",
    "+375 29 123-45-67,      +375291234567, +375 29 123-45-67",
    "+7 701 234 56 78,       +77012345678, +7 701 234 5678",
  })
  void however_a_phone_is_typed_it_is_stored_in_e164(String typed, String e164, String shown) {
    assertThat(Phone.parse(typed)).isEqualTo(new Phone.Parsed.Valid(new Phone(e164)));
    assertThat(Phone.of(typed).shown()).isEqualTo(shown);
    assertThat(Phone.of(e164).e164()).isEqualTo(e164);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "  ",
        "12",
        "112",
        "4543",
        "208-45-43",
        "991208454",
        "8991208454",
        "899120845433",
        "+7991208454399999999999",
        "8 800 FLOWERS",
        "позвонить Анне",
        "+",
        "-",
        "+++",
        "00000000000",
        "+999 123456789",
        "89912084543\u0000x",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999"
      })
  void what_is_no_phone_is_refused_and_says_so_in_both_languages(@Nullable String typed) {
    Phone.Parsed parsed = Phone.parse(typed);
    assertThat(parsed.phone()).isEmpty();
    assertThat(parsed.violation("phone"))
        .hasValueSatisfying(
            violation -> {
              assertThat(violation.field()).isEqualTo("phone");
              assertThat(violation.rule()).isEqualTo("INPUT");
              assertThat(violation.message().ru()).matches(".*[а-я].*");
              assertThat(violation.message().en()).matches("[^а-яА-Я]+");
            });
  }

  @Test
  void what_is_wrong_with_a_phone_is_said_in_particular() {
    assertThat(message("208-45-43")).contains("не хватает цифр");
    assertThat(message("899120845433")).contains("не то число цифр");
    assertThat(message("8 800 FLOWERS")).contains("только цифры");
  }

  @Test
  void a_phone_that_should_be_right_and_is_not_is_a_bug() {
    assertThatThrownBy(() -> Phone.of("12")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Phone("89912084543")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4543               | %4543%    |              |",
        "208-45             | %20845%   |              |",
        "+7991              |           | +7991        | +7991<",
        "8 (991) 208        | %8991208% | +7991208     | +7991208<",
        "8 991 208-45-43    |           | +79912084543 | +79912084543<",
        "9912084543         |           | +79912084543 | +79912084543<",
        "+49 30 90          |           | +493090      | +493090<",
        "45                 |           |              |",
        "Анна               |           |              |",
        "%45%43             |           |              |",
        "доб. 4543          |           |              |",
      })
  void any_part_of_a_phone_can_be_searched_as_it_is_typed(
      String typed, @Nullable String inside, @Nullable String from, @Nullable String to) {
    assertThat(PhonePart.of(typed)).isEqualTo(new PhonePart(inside, from, to));
  }

  private static String message(String typed) {
    return Phone.parse(typed).violation("phone").orElseThrow().message().ru();
  }

  @Test
  void four_digits_are_the_last_four_and_more_or_fewer_any_part() {
    assertThat(Phone.patterns("45-43")).containsExactly("%4543", "%4543;ext=%");
    assertThat(Phone.patterns("208 45 43")).containsExactly("%2084543%");
    assertThat(Phone.patterns("543")).containsExactly("%543%");
    assertThat(Phone.patterns("8 991 208")).containsExactly("%8991208%", "+7991208%");
    assertThat(Phone.patterns("+7991")).containsExactly("+7991%");
    assertThat(Phone.patterns("дом 12")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+7 495 123-45-67 #12",
        "+7 495 123-45-67 доб. 12",
        "+7 495 123-45-67 доб.12",
        "8(495)1234567 ДОБ 12",
        "+7 495 123-45-67 (доб. 12)",
        "+7 495 123-45-67, доб. 12",
        "+7 495 123-45-67 добавочный 12",
        "+7 495 123-45-67 вн. 12",
        "+7 495 123-45-67 ext. 12",
        "+7 495 123-45-67 x12",
        "+7 495 123-45-67,12",
        "+7 495 123-45-67,,12",
        "+74951234567;ext=12",
        "+7 495 123-45-67 #１２",
        "+7 495 123-45-67 ＃12",
        "+7 495 123-45-67 ~12",
        "+7 495 123-45-67;12",
        "+7 495 123-45-67 #12#",
        "＋７ ４９５ １２３－４５－６７ доб. １２"
      })
  void an_extension_is_kept_however_it_is_written(String typed) {
    Phone phone = Phone.of(typed);
    assertThat(phone.e164()).isEqualTo("+74951234567;ext=12");
    assertThat(phone.number().e164()).isEqualTo("+74951234567");
    assertThat(phone.extension()).isEqualTo("12");
    assertThat(phone.shown()).isEqualTo("+7 495 123-45-67 доб. 12");
    assertThat(Phone.of(phone.shown())).isEqualTo(phone);
    LocaleContextHolder.setLocale(Locale.ENGLISH);
    assertThat(phone.shown()).isEqualTo("+7 495 123-45-67 ext. 12");
    assertThat(Phone.of(phone.shown())).isEqualTo(phone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+7 495 123-45-67 доб.",
        "доб. 12",
        "12 доб. 12",
        "+7 495 123-45-67 доб. 123456789",
        "+7 495 123-45-67 доб. 12 доб. 13",
        "+74951234567, 89991234567",
        "+7 495 123-45-67; drop 12",
        "+7 495 123-45-67 # 123456789",
        "+7 495 123-45-67 * 12",
        "+7 495 123-45-67 @12"
      })
  void what_is_no_extension_is_no_part_of_a_phone(String typed) {
    assertThat(Phone.parse(typed).phone()).isEmpty();
  }
}
