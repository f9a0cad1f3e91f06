package app.zamer.regulation;

import app.zamer.regulation.PlanItem.Rank;
import app.zamer.regulation.PlanItem.State;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Rulebook.NextStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what people have to do next with a deal. */
final class Plans {
  private static final String FILL = "fill:";
  private static final String PINNED = "comments";

  private final Regulation regulation;

  Plans(Regulation regulation) {
    this.regulation = regulation;
  }

  List<PlanItem> plan(DealFacts facts, Instant now) {
    var items = new LinkedHashSet<PlanItem>();
    int activities = facts.planned().size();
    var asked = new Case(facts, facts.stage(), now, regulation.zone());
    for (Duty duty : regulation.book().duties()) {
      Obligation obligation =
          regulation
              .answer(
                  duty,
                  asked,
                  () -> duty.when().in(asked) ? regulation.obligation(duty, asked) : null)
              .orElse(null);
      if (obligation != null) {
        items.add(item(duty, obligation, asked));
        activities += obligation.kind() == Obligation.Kind.ACTIVITY && !obligation.met() ? 1 : 0;
      } else {
        failed(duty, duty.rule(), asked, items);
      }
    }
    var question = new Case(facts, facts.stage(), now, regulation.zone(), activities);
    for (NextStep step : regulation.book().steps()) {
      regulation
          .answer(step, question, () -> step.when().in(question) ? items(step, question) : null)
          .ifPresent(items::addAll);
      failed(step, step.rule(), question, items);
    }
    return items.stream().sorted(Comparator.comparing(PlanItem::place)).toList();
  }

  /** A part that cannot be worked out stands in the plan as what it is. */
  private static void failed(Object part, String rule, Case question, Set<PlanItem> items) {
    Uncomputable why = question.failure(part);
    if (why != null) {
      items.add(
          new PlanItem(rule, why.of(rule).message(), State.WAITING, null, null, Rank.LACKING));
    }
  }

  private PlanItem item(Duty duty, Obligation obligation, Case question) {
    Instant now = question.now();
    State state =
        obligation.met()
            ? State.DONE
            : obligation.dueAt().isAfter(now) ? State.TODO : State.OVERDUE;
    String action = obligation.results().isEmpty() ? duty.action() : "complete";
    return new PlanItem(
        obligation.rule(),
        obligation.subject(),
        state,
        obligation.dueAt(),
        obligation.met() ? null : action,
        !obligation.met() && isStep(duty, question)
            ? Rank.STEP
            : obligation.kind() == Obligation.Kind.ACTIVITY ? Rank.ACTIVITY : Rank.DEADLINE,
        obligation);
  }

  /** Whether the hour has come to do what it asks for, and nothing stands in the way. */
  private boolean isStep(Duty duty, Case question) {
    Expression<Instant> from = duty.from();
    String action = duty.action();
    return from != null
        && action != null
        && regulation
            .answer(from, question, () -> from.in(question))
            .filter(hour -> !hour.isAfter(question.now()))
            .isPresent()
        && regulation.check(question.facts(), action, question.now()).isEmpty();
  }

  private List<PlanItem> items(NextStep step, Case question) {
    Rank rank = step.otherwise() ? Rank.OTHERWISE : Rank.STEP;
    if (step.fill() != null) {
      return List.of(
          new PlanItem(step.rule(), step.text(), State.TODO, null, FILL + step.fill(), rank));
    }
    DealFacts facts = question.facts();
    List<Violation> missing;
    String action;
    boolean window = false;
    if (step.to() != null) {
      StageId to = regulation.stage(step.to(), question);
      action = "move:" + to;
      missing =
          switch (regulation.decide(facts, to, question.now())) {
            case Decision.Allowed allowed -> List.of();
            case Decision.Refused refused -> refused.violations();
          };
      window = missing.stream().allMatch(violation -> empty(violation.field(), facts));
    } else {
      action = Objects.requireNonNull(step.action());
      missing = regulation.check(facts, action, question.now());
    }
    var items = new ArrayList<PlanItem>();
    boolean can = missing.isEmpty() || window;
    items.add(
        new PlanItem(
            step.rule(),
            step.text(),
            can ? State.TODO : State.WAITING,
            null,
            action,
            can && !missing.isEmpty() && !step.otherwise() ? Rank.FILLING : rank));
    missing.forEach(
        violation ->
            items.add(
                new PlanItem(
                    violation.rule(),
                    violation.message(),
                    State.TODO,
                    null,
                    violation.field() == null ? null : FILL + violation.field(),
                    Rank.LACKING)));
    return items;
  }

  /** Whether nobody has filled in what a window that moves a deal asks for. */
  private static boolean empty(@Nullable String name, DealFacts facts) {
    if (name == null) {
      return false;
    }
    if (name.equals(PINNED)) {
      return facts.pinned().isEmpty();
    }
    return DealField.find(name)
        .map(field -> Objects.requireNonNullElse(field.of(facts), ""))
        .filter(""::equals)
        .isPresent();
  }
}
