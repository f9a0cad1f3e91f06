package app.zamer.leads;

import app.zamer.deals.NewDeal;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import java.util.Optional;

/** A text that people write about a lead, and what it must not be. */
enum TextField {
  TITLE("title", NewDeal.LONGEST_TITLE, new Text("Название лида", "The lead's title")),
  SOURCE("source", 200, new Text("Источник лида", "The lead's source")),
  REASON("reason", 2000, new Text("Причина", "The reason")),
  COMMENT("comment", 2000, new Text("Комментарий", "The comment"));

  private final String field;
  private final int longest;
  private final Text name;

  TextField(String field, int longest, Text name) {
    this.field = field;
    this.longest = longest;
    this.name = name;
  }

  /**
   * What is wrong with a text, apart from being empty: it is too long, or has characters that
   * cannot be printed.
   */
  Optional<Violation> wrong(String text) {
    if (text.strip().length() > longest) {
      return Optional.of(
          Violation.invalid(
              field,
              "%s: больше %d знаков, сократите текст.".formatted(name.ru(), longest),
              "%s has more than %d characters: shorten it.".formatted(name.en(), longest)));
    }
    if (text.chars()
        .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
      return Optional.of(
          Violation.invalid(
              field,
              "%s: в тексте есть непечатаемые знаки, уберите их.".formatted(name.ru()),
              "%s contains control characters: remove them.".formatted(name.en())));
    }
    return Optional.empty();
  }

  /** As {@link #wrong}, for a text that has to be there. */
  Optional<Violation> missingOrWrong(String text) {
    return text.isBlank()
        ? Optional.of(
            Violation.invalid(
                field,
                name.ru() + ": поле пустое, заполните его.",
                name.en() + " is empty: fill it in."))
        : wrong(text);
  }
}
