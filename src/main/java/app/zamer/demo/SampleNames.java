package app.zamer.demo;

import java.util.List;
import java.util.Random;

/** Made-up clients, addresses and orders; any likeness is chance. */
final class SampleNames {
  private static final List<String> SURNAMES =
      List.of(
          "Абрамов",
          "Белкин",
          "Воронин",
          "Гаврилов",
          "Дроздов",
          "Ермолаев",
          "Журавлёв",
          "Зайцев",
          "Ильин",
          "Крылов",
          "Лазарев",
          "Морозов",
          "Никитин",
          "Орехов",
          "Панфилов",
          "Рябов",
          "Сафонов",
          "Тихонов",
          "Уваров",
          "Фёдоров");
  private static final List<String> MEN =
      List.of(
          "Алексей",
          "Виктор",
          "Геннадий",
          "Денис",
          "Евгений",
          "Игорь",
          "Кирилл",
          "Михаил",
          "Павел",
          "Сергей");
  private static final List<String> WOMEN =
      List.of(
          "Алла",
          "Вера",
          "Галина",
          "Дарья",
          "Елена",
          "Ирина",
          "Ксения",
          "Марина",
          "Полина",
          "Светлана");
  private static final List<String> FATHERS = List.of("Андрее", "Иване", "Олего", "Петро", "Юрье");
  private static final List<String> STREETS =
      List.of(
          "Ленина",
          "Кирова",
          "Цюрупы",
          "Аксакова",
          "Менделеева",
          "Комсомольская",
          "Пушкина",
          "Гагарина",
          "Зорге",
          "Октября");
  private static final List<String> ORDERS =
      List.of(
          "балкон под ключ",
          "три окна",
          "кухня 3,2 м",
          "остекление лоджии",
          "окна в дом",
          "входная группа",
          "кухня угловая",
          "балкон с выносом",
          "окно и дверь",
          "шкаф-купе");
  private static final List<String> SOURCES =
      List.of("Сайт", "Звонок", "Рекомендация", "Авито", "Выставка");
  private static final List<String> REASONS =
      List.of("дорого", "передумали", "выбрали других", "нет денег", "долгий срок");

  private final Random random;

  SampleNames(long seed) {
    this.random = new Random(seed);
  }

  String client() {
    String father = one(FATHERS);
    return random.nextBoolean()
        ? one(SURNAMES) + " " + one(MEN) + " " + father + "вич"
        : one(SURNAMES) + "а " + one(WOMEN) + " " + father + "вна";
  }

  String street() {
    return one(STREETS);
  }

  String order() {
    return one(ORDERS);
  }

  String source() {
    return one(SOURCES);
  }

  String reason() {
    return one(REASONS);
  }

  int from(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private String one(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }
}
