package app.zamer.deals;

import app.zamer.deals.DealInput.Choice;
import app.zamer.deals.DealInput.Problem;
import app.zamer.deals.DealInput.Quoted;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook;
import app.zamer.regulation.Violation;
import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the inputs of forms about deals, each with its label from the regulation. */
@Component
class DealInputs {
  /** Parts of an address that may be missing where a house stands. */
  private static final Set<DealField> MAY_BE_ABSENT =
      Set.of(
          DealField.STREET,
          DealField.APARTMENT,
          DealField.ENTRANCE,
          DealField.FLOOR,
          DealField.INTERCOM);

  /** More words than this are chosen from a list. */
  private static final int MOST_BUTTONS = 4;

  private final Editions editions;

  DealInputs(Editions editions) {
    this.editions = editions;
  }

  /**
   * @param form what was typed; {@link DealForm#NOTHING} for a new form
   * @param about everything that is wrong with the form; what is not about this field is passed
   *     over
   */
  DealInput of(DealField field, DealFacts facts, DealForm form, List<Violation> about) {
    String now = now(field, facts);
    boolean again = form.answers(field.id());
    String value = again ? form.typed(field.id()) : now;
    boolean absent =
        again
            ? value.isBlank() && form.has(DealForm.ABSENT + field.id())
            : value.equals(DealForm.DASH);
    return input(
        field.id(),
        type(field),
        now,
        MAY_BE_ABSENT.contains(field) && value.strip().equals(DealForm.DASH) ? "" : value,
        field == DealField.LOSS_REASON ? now : shown(field.id(), field.of(facts)),
        MAY_BE_ABSENT.contains(field) ? absent || value.strip().equals(DealForm.DASH) : null,
        choices(field, now),
        form,
        about);
  }

  /** An input of something of the deal itself that the regulation does not look at. */
  DealInput of(
      String name,
      DealInput.Type type,
      String now,
      List<Choice> choices,
      DealForm form,
      List<Violation> about) {
    String value = form.answers(name) ? form.typed(name) : now;
    String shown =
        choices.stream()
            .filter(choice -> choice.value().equals(now))
            .map(Choice::label)
            .findFirst()
            .orElse(now);
    return input(name, type, now, value, shown, null, choices, form, about);
  }

  private DealInput input(
      String name,
      DealInput.Type type,
      String now,
      String value,
      String shown,
      @Nullable Boolean absent,
      List<Choice> choices,
      DealForm form,
      List<Violation> about) {
    boolean again = form.answers(name);
    String was = again && form.has(DealForm.WAS + name) ? form.was(name) : now;
    String mine = Boolean.TRUE.equals(absent) ? DealForm.DASH : value;
    boolean others =
        (!was.equals(now) || form.has(DealForm.PICK + name)) && !now.equals(mine.strip());
    return new DealInput(
        name,
        label(name),
        type,
        value,
        others ? now : was,
        others ? shown : null,
        form.typed(DealForm.PICK + name).equals("theirs"),
        absent,
        choices,
        problems(name, about));
  }

  /** What a field of a deal says, as an input has it. */
  static String now(Deal deal, String name) {
    return switch (name) {
      case "title" -> deal.title();
      case "source" -> deal.source();
      case "owner" -> deal.owner().value();
      default -> now(DealField.of(name), deal.facts());
    };
  }

  /**
   * A reason of a loss stands in a form as it was said, and is looked for among the words again.
   */
  private static String now(DealField field, DealFacts facts) {
    String said = facts.loss().remark();
    return field == DealField.LOSS_REASON && !said.isEmpty() ? said : typed(field.of(facts));
  }

  /** Why a deal was lost, as people read it; empty for none. */
  String reason(DealFacts facts) {
    return editions.inForce().reasons().shown(facts.loss()).in(Messages.language());
  }

  String label(String field) {
    String label = editions.inForce().label(field).in(Messages.language());
    return label.equals(field) ? Messages.get("card.field." + field) : label;
  }

  List<Problem> problems(String field, Collection<Violation> about) {
    return about.stream()
        .filter(violation -> field.equals(violation.field()))
        .map(this::problem)
        .distinct()
        .toList();
  }

  Problem problem(Violation violation) {
    return new Problem(quoted(violation.rule()), violation.message().in(Messages.language()));
  }

  /** A clause to be quoted; null if there is none of this name. */
  @Nullable Quoted quoted(@Nullable String rule) {
    return rule == null
        ? null
        : editions
            .inForce()
            .clause(rule)
            .map(
                clause ->
                    new Quoted(
                        clause.id(),
                        clause.title().in(Messages.language()),
                        clause.text().in(Messages.language())))
            .orElse(null);
  }

  /** A value of a field as people read it; empty for none. */
  String shown(String field, @Nullable Object value) {
    return switch (value) {
      case null -> "";
      case LocalDate day -> Shown.day(day);
      case BigDecimal amount -> Shown.money(amount);
      case Boolean yes -> Messages.get(yes ? "card.yes" : "card.no");
      case String text when text.equals(DealForm.DASH) -> Messages.get("card.absent");
      case String text -> editions.inForce().word(field, text).text().in(Messages.language());
      default -> value.toString();
    };
  }

  /** A value as an input has it. */
  private static String typed(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal amount -> Shown.typed(amount);
      default -> value.toString();
    };
  }

  private DealInput.Type type(DealField field) {
    if (field.type().equals(LocalDate.class)) {
      return DealInput.Type.DAY;
    }
    if (field.type().equals(BigDecimal.class)) {
      return DealInput.Type.MONEY;
    }
    if (field.type().equals(Boolean.class)) {
      return DealInput.Type.YES_NO;
    }
    Rulebook.Field known = editions.inForce().fields().get(field.id());
    if (known == null || known.words().isEmpty()) {
      return DealInput.Type.TEXT;
    }
    if (known.ownWords() != null) {
      return DealInput.Type.WORDS;
    }
    return known.words().size() > MOST_BUTTONS ? DealInput.Type.LIST : DealInput.Type.CHOICE;
  }

  /** The words to choose from; one that is stored and no edition knows any more is among them. */
  private List<Choice> choices(DealField field, String now) {
    Regulation regulation = editions.inForce();
    return Stream.concat(
            regulation.words(field.id()).stream(),
            Stream.of(now)
                .filter(word -> !word.isEmpty() && !regulation.knows(field.id(), word))
                .filter(word -> field != DealField.LOSS_REASON)
                .map(word -> regulation.word(field.id(), word)))
        .map(word -> new Choice(word.id(), word.text().in(Messages.language())))
        .toList();
  }
}
