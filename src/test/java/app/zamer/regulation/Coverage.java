package app.zamer.regulation;

import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Rulebook.Effect;
import app.zamer.regulation.Rulebook.Guard;
import app.zamer.regulation.Rulebook.NextStep;
import app.zamer.regulation.Rulebook.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Watches what the conditions of a regulation answer while questions are asked. */
final class Coverage {
  private final Map<String, Set<Boolean>> guards = new LinkedHashMap<>();
  private final Map<String, Set<Boolean>> conditions = new LinkedHashMap<>();

  /** The same regulation, watched. */
  Regulation watched(Regulation regulation) {
    Rulebook book = regulation.book();
    List<Guard> guards =
        IntStream.range(0, book.guards().size())
            .mapToObj(n -> watched(n, book.guards().get(n)))
            .toList();
    List<Duty> duties =
        IntStream.range(0, book.duties().size())
            .mapToObj(n -> watched(n, book.duties().get(n)))
            .toList();
    List<NextStep> steps =
        IntStream.range(0, book.steps().size())
            .mapToObj(n -> watched(n, book.steps().get(n)))
            .toList();
    List<Settlement> settlements = book.settlements().stream().map(this::watched).toList();
    List<Effect> effects =
        IntStream.range(0, book.effects().size())
            .mapToObj(n -> watched(n, book.effects().get(n)))
            .toList();
    return new Regulation(
        new Rulebook(
            book.version(),
            book.form(),
            book.zone(),
            book.parameters(),
            book.fields(),
            book.pipelines(),
            book.start(),
            book.clauses(),
            guards,
            duties,
            steps,
            settlements,
            effects,
            book.rights(),
            book.references(),
            book.leads()));
  }

  List<String> neverBroken() {
    return without(guards, false);
  }

  List<String> neverHeld() {
    return without(guards, true);
  }

  List<String> neverTrue() {
    return without(conditions, true);
  }

  /** Effects without a condition of their own are left out: they are never not wanted. */
  List<String> neverFalse() {
    return without(conditions, false);
  }

  private Guard watched(int n, Guard guard) {
    String name =
        "guard %d: %s %s of %s, “%s”"
            .formatted(
                n, guard.rule(), guard.field(), new TreeSet<>(guard.at()), guard.message().en());
    return new Guard(
        guard.rule(),
        guard.at(),
        guard.field(),
        guard.when(),
        noting(guards, name, guard.holds()),
        guard.lasting(),
        guard.suggest(),
        guard.message());
  }

  private Duty watched(int n, Duty duty) {
    return new Duty(
        duty.kind(),
        duty.rule(),
        noting(
            conditions,
            "%s %s (%d): %s".formatted(duty.rule(), duty.kind(), n, duty.subject().en()),
            duty.when()),
        duty.anchor(),
        duty.assignee(),
        duty.dueOn(),
        duty.dueAt(),
        duty.met(),
        duty.results(),
        duty.onMiss(),
        duty.date(),
        duty.action(),
        duty.from(),
        duty.warn(),
        duty.subject());
  }

  private NextStep watched(int n, NextStep step) {
    return new NextStep(
        step.rule(),
        noting(
            conditions, "%s step %d: %s".formatted(step.rule(), n, step.text().en()), step.when()),
        step.to(),
        step.action(),
        step.fill(),
        step.otherwise(),
        step.text());
  }

  private Settlement watched(Settlement settlement) {
    return new Settlement(
        settlement.rule(),
        noting(conditions, settlement.rule() + " settles", settlement.when()),
        settlement.to());
  }

  private Effect watched(int n, Effect effect) {
    String name = "effect %d: %s of %s".formatted(n, effect.field(), new TreeSet<>(effect.at()));
    return new Effect(
        effect.at(), noting(conditions, name, effect.when()), effect.field(), effect.to());
  }

  private static Expression<Boolean> noting(
      Map<String, Set<Boolean>> notes, String name, Expression<Boolean> condition) {
    Set<Boolean> seen = notes.computeIfAbsent(name, key -> new LinkedHashSet<>());
    if (condition instanceof Expression.Always) {
      seen.add(false);
    }
    return new Expression<>() {
      @Override
      public Boolean in(Case question) {
        boolean answer = condition.in(question);
        seen.add(answer);
        return answer;
      }

      @Override
      public Set<String> words() {
        return condition.words();
      }
    };
  }

  private static List<String> without(Map<String, Set<Boolean>> notes, @Nullable Boolean answer) {
    List<String> missing = new ArrayList<>();
    notes.forEach(
        (name, seen) -> {
          if (!seen.contains(answer)) {
            missing.add(name);
          }
        });
    return missing;
  }
}
