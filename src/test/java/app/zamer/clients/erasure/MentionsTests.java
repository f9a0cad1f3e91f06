package app.zamer.clients.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ракитина Анна        | муж Ракитиной против, Ракитину не слушает, о Ракитиных, с Ракитиным, РАКИТИНА
          Петров Пётр          | у Петрова, Петрову, с Петровым, о Петрове, Петровы, Петра, Петром, петр
          Щукозавров Пимен     | Щукозавровым, Щукозаврыч, для Пимена
          Живаго               | доктор Живаго
          Белый Андрей         | Белому, у Белого, с Белым, о Белом, Андрею
          Цой Виктор           | Цоя, Цою, с Цоем, Виктору
          Толстой Лев          | у Толстого, Льва, Льву, Львом
          Заяц Павел           | у Зайца, Зайцу, Павлу
          Соловей Любовь       | Соловья, Соловью, Любови, с Любовью
          Коваленко Илья       | Коваленко, Ильи, Ильёй
          Королёва Алёна       | Королевой, у Алены, КОРОЛЁВОЙ
          Салтыков-Щедрин      | Салтыкова, Щедрину, у Салтыкова-Щедрина
          Черных Игорь         | Черных, Игорю
          Ким Юлия             | Кима, Киму, с Юлией
          John Smith           | Smith's, John
          """)
  void aNameIsFoundInEveryFormOfIt(String name, String forms) {
    Mentions own = Mentions.own(person(List.of(name), List.of()));

    for (String form : forms.split(",\\s*")) {
      assertThat(own.in("вот " + form + " и всё")).as(form).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ли              | или, если, либо
          Лия             | спросить, будет ли дома
          Ракитина        | рак, ракета
          Белый           | белка, белить
          Живаго          | живая очередь
          Ким             | кимоно
          По Эдгар        | подъезд
          Анна по сайту   | по рекламе на сайте
          """)
  void aWordThatOnlyBeginsSoIsNone(String name, String text) {
    assertThat(Mentions.own(person(List.of(name), List.of())).in(text)).isFalse();
  }

  @Test
  void aShortNameIsFoundAsAWord() {
    Mentions own = Mentions.own(person(List.of("Ли Бо"), List.of()));

    assertThat(own.in("Ли передумал")).isTrue();
    assertThat(own.in("муж (Ли) против")).isTrue();
    assertThat(own.without("спросить Ли, если дома")).isEqualTo("спросить [удалено], если дома");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          79935550401
          +7 993 555-04-01
          8 (993) 555 04 01
          8-993-555-04-01
          993 555 0401
          +7 993 555—04—01
          +7.993.555.04.01
          555-04-01
          5550401
          04-01
          0401
          тел79935550401х
          +7 (993) – 555 – 04 – 01
          ８９９３５５５０４０１
          ＋７ ９９３ ５５５−０４−０１
          """)
  void aPhoneIsFoundInEveryWriting(String written) {
    Mentions own = Mentions.own(person(List.of(), List.of("+79935550401")));

    assertThat(own.in("звонить " + written + " вечером")).isTrue();
    assertThat(own.without("звонить " + written + " вечером"))
        .isEqualTo(
            written.startsWith("тел")
                ? "звонить тел[удалено]х вечером"
                : "звонить [удалено] вечером");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          +375291234567 | 80291234567
          +375291234567 | 8 (029) 123-45-67
          +375291234567 | 029 123 45 67
          +375291234567 | +375 (29) 123-45-67
          +375291234567 | +375 (0) 29 1234567
          +375291234567 | 29 123 45 67
          +380501234567 | 050 123 45 67
          +998901234567 | +998 90 123–45–67
          """)
  void aPhoneOfAnotherCountryIsFoundAsItIsDialledThereToo(String phone, String written) {
    Mentions others = elsewhere(person(List.of(), List.of(phone)), List.of(), List.of(), List.of());

    assertThat(others.without("звонить " + written + " вечером"))
        .isEqualTo("звонить [удалено] вечером");
    assertThat(others.in("договор 1" + phone.substring(4) + "9")).isFalse();
  }

  @Test
  void otherNumbersStay() {
    Mentions own = Mentions.own(person(List.of(), List.of("+79935550401")));

    assertThat(own.in("10401 рубль, 79935550402, договор 04012")).isFalse();
  }

  @Test
  void inWhatIsKeptOfOthersOnlyWhatCanMeanNobodyElseIsFound() {
    Person pimen = person(List.of("Щукозавров Пимен Ильич"), List.of("+79935550401"));
    Mentions pimens = elsewhere(pimen, List.of(), List.of(), List.of());
    assertThat(pimens.without("сосед Щукозаврова, тел. 8 993 555 04 01, Илья"))
        .isEqualTo("сосед [удалено], тел. [удалено], Илья");
    assertThat(pimens.in("квартира 0401")).isFalse();

    Person ivan = person(List.of("Иванов Иван"), List.of());
    Mentions ivans = elsewhere(ivan, List.of("Иванов Пётр", "Иван Грозный"), List.of(), List.of());
    assertThat(ivans.without("Иванов звонил Ивану; с Иваном Ивановым, с Ивановым И."))
        .isEqualTo("Иванов звонил Ивану; с [удалено], с Ивановым И.");

    Person white = person(List.of("Белый"), List.of());
    assertThat(elsewhere(white, List.of(), List.of(), List.of("белый фасад")).in("Белый фасад"))
        .isFalse();
    assertThat(
            elsewhere(person(List.of("Живаго"), List.of()), List.of(), List.of(), List.of())
                .without("у Живаго"))
        .isEqualTo("у [удалено]");
  }

  @Test
  void aFullNameGoesUnlessAnotherClientBearsIt() {
    Person pafnuty = person(List.of("Хрюндельштейнов Пафнутий Ильич"), List.of());
    Mentions spoiled =
        elsewhere(
            pafnuty,
            List.of(),
            List.of("Хрюндельштейнова Мария", "Хрюндельштейнов Пафнутий Ильич"),
            List.of("как у хрюндельштейнова"));
    assertThat(spoiled.without("договор на Пафнутия Ильича Хрюндельштейнова"))
        .isEqualTo("договор на [удалено]");
    assertThat(spoiled.without("Хрюндельштейнову Пафнутию, хрюндельштейнов пафнутий"))
        .isEqualTo("[удалено]");
    assertThat(spoiled.in("у Хрюндельштейнова")).isFalse();
    Mentions wifes = elsewhere(pafnuty, List.of("Жена Хрюндельштейнова"), List.of(), List.of());
    assertThat(wifes.without("Жена Хрюндельштейнова")).isEqualTo("Жена [удалено]");

    Person ivan = person(List.of("Иванов Иван"), List.of());
    Mentions namesakes =
        elsewhere(ivan, List.of("Иванов Иван Петрович", "Иванова Мария"), List.of(), List.of());
    assertThat(namesakes.in("Иванов Иван, Иванов Пётр, с Иваном Ивановым")).isFalse();

    Person ilyich = person(List.of("Пётр Ильич"), List.of());
    assertThat(elsewhere(ilyich, List.of(), List.of("Пётр Ильич"), List.of()).in("Пётр Ильич"))
        .as("half the town is called so")
        .isFalse();
    assertThat(
            elsewhere(
                    person(List.of("Цой Виктор"), List.of()),
                    List.of(),
                    List.of("Цой Виктор"),
                    List.of())
                .without("с Виктором Цоем"))
        .isEqualTo("с [удалено]");
  }

  @Test
  void whereANameIsAsLikelyAStreetsOnlyPhonesGo() {
    Person gagarin = person(List.of("Гагарин Юрий"), List.of("+79935550401"));
    Bearers bearers = new Bearers(Mentions.words(gagarin), List.of(), List.of());

    assertThat(
            Mentions.phonesElsewhere(gagarin, bearers)
                .without("ул. Юрия Гагарина, звонить 8 993 555 04 01"))
        .isEqualTo("ул. Юрия Гагарина, звонить [удалено]");
  }

  @Test
  void aHistoryThatNamesAClientByHisNumberLosesTheName() {
    Person person =
        new Person(
            12, List.of(12L), List.of(), List.of("Ли"), List.of(), List.of(), List.of(), List.of());

    Mentions mentions = elsewhere(person, List.of(), List.of(), List.of());
    assertThat(mentions.without("Ли (№ 12)")).isEqualTo("[удалено]");
    assertThat(mentions.in("Ли (№ 123)")).isFalse();
  }

  private static Mentions elsewhere(
      Person person, List<String> called, List<String> written, List<String> texts) {
    List<NameWord> words = Mentions.words(person);
    Bearers bearers = new Bearers(words, called, written);
    bearers.learn(texts.stream(), words);
    return Mentions.elsewhere(person, bearers);
  }

  private static Person person(List<String> names, List<String> phones) {
    return new Person(1, List.of(1L), List.of(), names, phones, List.of(), List.of(), List.of());
  }
}
