package app.zamer.deals;

import app.zamer.deals.DealInput.Choice;
import app.zamer.deals.MovePanel.CommentInput;
import app.zamer.deals.MovePanel.Obstacle;
import app.zamer.deals.MovePanel.Warning;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the window of a move from the regulation's answer to it. */
@Component
class MovePanels {
  /** What the regulation calls the pinned comments. */
  private static final String COMMENTS = "comments";

  private final Deals deals;
  private final DealInputs inputs;
  private final DealMends mends;
  private final DealRights rights;
  private final Editions editions;

  MovePanels(
      Deals deals, DealInputs inputs, DealMends mends, DealRights rights, Editions editions) {
    this.deals = deals;
    this.inputs = inputs;
    this.mends = mends;
    this.rights = rights;
    this.editions = editions;
  }

  /**
   * @param form what was typed into it so far
   * @param note what happened meanwhile; null if nothing did
   */
  MovePanel of(
      Actor actor, Deal deal, StageId to, DealForm form, @Nullable String note, Instant now) {
    Regulation regulation = editions.inForce();
    Stage target = regulation.stage(to).orElseThrow();
    var move = new MoveDeal(to, form.edit(), null, right(form.comment()));
    Decision decision = deals.decided(actor, deal, move, now);
    List<Violation> violations = new ArrayList<>(form.wrong());
    StageId suggested = null;
    if (decision instanceof Decision.Refused(List<Violation> refused, StageId other)) {
      suggested = deal.facts().stage().equals(other) ? null : other;
      refused.stream().filter(violation -> isNew(violation, form)).forEach(violations::add);
    }
    DealFacts wanted = deals.wanted(deal, move, now);
    boolean closing = target.status() != Status.OPEN;
    Set<String> fields = fields(deal.facts(), violations, form, to, closing);
    List<DealInput> asked =
        fields.stream()
            .map(DealBody::changeable)
            .flatMap(Optional::stream)
            .map(field -> fitting(field, wanted, to, now, input(field, deal, form, violations)))
            .toList();
    List<Obstacle> obstacles =
        violations.stream()
            .filter(violation -> !typed(violation.field()))
            .map(
                violation ->
                    new Obstacle(
                        inputs.problem(violation),
                        mends.of(actor, deal, wanted, to, violation, now)))
            .toList();
    CommentInput comment =
        fields.contains(COMMENTS) ? comment(actor, deal, form, violations) : null;
    int missing =
        obstacles.size()
            + (comment == null ? 0 : comment.problems().size())
            + asked.stream().mapToInt(input -> input.problems().size()).sum();
    Stage meant = suggested == null ? target : regulation.stage(suggested).orElseThrow();
    Warning warning =
        regulation.irrevocable(deal.facts(), meant.id())
            ? new Warning(
                meant.id().toString(),
                Messages.get(meant.status() == Status.LOST ? "card.move.lost" : "card.no-return"))
            : null;
    return new MovePanel(
        deal.id().value(),
        deal.title(),
        choice(target),
        closing,
        warning,
        deal.version(),
        missing,
        asked,
        comment,
        obstacles,
        suggested == null ? null : choice(regulation.stage(suggested).orElseThrow()),
        note);
  }

  /** A comment that is too long cannot be counted as pinned. */
  private static @Nullable String right(@Nullable String comment) {
    return DealComments.wrong(DealForm.COMMENT, comment).isEmpty() ? comment : null;
  }

  /** A value that cannot be read is not also missing. */
  private static boolean isNew(Violation violation, DealForm form) {
    return form.wrong().stream()
        .noneMatch(wrong -> same(wrong.field(), violation.field()) || wrong.equals(violation));
  }

  private static boolean same(@Nullable String wrong, @Nullable String field) {
    return wrong != null
        && (wrong.equals(field) || wrong.equals(DealForm.COMMENT) && COMMENTS.equals(field));
  }

  private Set<String> fields(
      DealFacts facts, List<Violation> violations, DealForm form, StageId to, boolean closing) {
    var fields = new LinkedHashSet<String>();
    Regulation regulation = editions.inForce();
    if (closing && !form.has(DealForm.LACKING)) {
      fields.addAll(regulation.askedAt(to));
      // what was missed on the way here is asked for in the same window (WIN-3)
      facts.reached().stream()
          .filter(stage -> !stage.equals(to))
          .flatMap(stage -> regulation.askedAt(stage).stream())
          .filter(field -> isEmpty(facts, field))
          .forEach(fields::add);
    }
    for (Violation violation : violations) {
      String field = violation.field();
      if (field != null) {
        fields.add(field.equals(DealForm.COMMENT) ? COMMENTS : field);
      }
    }
    fields.addAll(form.fields());
    if (form.has(DealForm.COMMENT)) {
      fields.add(COMMENTS);
    }
    return fields;
  }

  private static boolean isEmpty(DealFacts facts, String name) {
    return DealBody.changeable(name)
        .map(field -> field.of(facts))
        .map(Object::toString)
        .orElse("")
        .isEmpty();
  }

  private DealInput input(DealField field, Deal deal, DealForm form, List<Violation> violations) {
    return inputs.of(field, deal.facts(), form, violations);
  }

  /** Of several words only those are offered that the regulation would take. */
  private DealInput fitting(
      DealField field, DealFacts wanted, StageId to, Instant now, DealInput input) {
    if (input.type() != DealInput.Type.CHOICE) {
      return input;
    }
    List<Choice> fit =
        input.choices().stream()
            .filter(choice -> deals.takes(field.in(wanted, choice.value()), to, field.id(), now))
            .toList();
    if (fit.isEmpty()) {
      return input;
    }
    // what is the only answer is given already, and nobody has to be asked for it
    boolean given = fit.size() == 1 && input.value().isEmpty();
    return new DealInput(
        input.name(),
        input.label(),
        input.type(),
        given ? fit.getFirst().value() : input.value(),
        input.was(),
        input.theirs(),
        input.pick(),
        input.absent(),
        fit,
        given ? List.of() : input.problems());
  }

  private CommentInput comment(Actor actor, Deal deal, DealForm form, List<Violation> violations) {
    var problems = new ArrayList<>(inputs.problems(COMMENTS, violations));
    problems.addAll(inputs.problems(DealForm.COMMENT, violations));
    return new CommentInput(
        inputs.label(COMMENTS),
        form.typed(DealForm.COMMENT),
        deal.facts().pinned(),
        rights.permits(actor, deal, "comment.pin"),
        problems);
  }

  /** Whether what is wrong is mended by an input of the form. */
  private static boolean typed(@Nullable String field) {
    return field != null
        && (DealBody.changeable(field).isPresent()
            || field.equals(COMMENTS)
            || field.equals(DealForm.COMMENT));
  }

  private static Choice choice(Stage stage) {
    return new Choice(stage.id().toString(), stage.name().in(Messages.language()));
  }
}
