package app.zamer.regulation;

import app.zamer.regulation.DealFacts.Completed;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Files;
import app.zamer.regulation.PlanItem.Rank;
import app.zamer.regulation.PlanItem.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folds a plan: supposes that what an item asks for was done, asks for the plan once more, and sees
 * what has gone from it.
 */
final class Agenda {
  private static final String MOVE = "move:";
  private static final String FILL = "fill:";
  private static final String COMPLETE = "complete";

  /** What stands for a value that nobody has given yet. */
  private static final Map<Class<?>, Object> SOMETHING =
      Map.of(String.class, "…", BigDecimal.class, BigDecimal.ONE, Boolean.class, true);

  private final Regulation regulation;
  private final DealFacts facts;
  private final Instant now;
  private final List<PlanItem> plan;

  Agenda(Regulation regulation, DealFacts facts, Instant now) {
    this.regulation = regulation;
    this.facts = facts;
    this.now = now;
    this.plan = regulation.plan(facts, now);
  }

  List<PlanLine> lines() {
    List<PlanLine> waiting =
        plan.stream()
            .filter(item -> item.state() == State.WAITING)
            .map(item -> new PlanLine(item, lacking(item)))
            .toList();
    Set<PlanItem> ripening =
        waiting.stream()
            .flatMap(line -> line.with().stream())
            .filter(this::ripens)
            .collect(Collectors.toSet());
    List<PlanItem> open =
        plan.stream().filter(PlanItem::isOpen).filter(item -> !ripening.contains(item)).toList();
    List<PlanLine> candidates =
        open.stream()
            .filter(item -> item.action() != null)
            .map(item -> new PlanLine(item, answered(item, open)))
            .toList();
    var left = new LinkedHashSet<>(open);
    var lines = new ArrayList<PlanLine>();
    for (PlanItem item : open) {
      if (left.contains(item)) {
        PlanLine line = widest(item, candidates, left);
        left.remove(line.item());
        left.removeAll(line.with());
        lines.add(line);
      }
    }
    lines.addAll(waiting);
    plan.stream()
        .filter(item -> item.state() == State.DONE)
        .forEach(item -> lines.add(new PlanLine(item, List.of())));
    return lines;
  }

  /** The line that answers an item: its own, unless the action of another answers it and more. */
  private static PlanLine widest(PlanItem item, List<PlanLine> candidates, Set<PlanItem> left) {
    PlanLine own =
        candidates.stream()
            .filter(line -> line.item().equals(item))
            .findFirst()
            .orElseGet(() -> new PlanLine(item, List.of()));
    PlanLine found =
        candidates.stream()
            .filter(line -> left.contains(line.item()) && line.with().contains(item))
            .filter(line -> !own.with().contains(line.item()))
            .findFirst()
            .orElse(own);
    return new PlanLine(found.item(), found.with().stream().filter(left::contains).toList());
  }

  private List<PlanItem> answered(PlanItem item, List<PlanItem> open) {
    String action = Objects.requireNonNull(item.action());
    Set<PlanItem> lacking = item.rank() == Rank.FILLING ? Set.copyOf(lacking(item)) : Set.of();
    List<List<PlanItem>> after =
        supposed(item, action).map(supposed -> regulation.plan(supposed, now)).toList();
    return open.stream()
        .filter(other -> !other.equals(item) && other.rank() != Rank.OTHERWISE)
        .filter(
            other ->
                lacking.contains(other)
                    || !action.equals(COMPLETE) && action.equals(other.action())
                    || after.stream().anyMatch(then -> gone(other, then)))
        .toList();
  }

  /** An activity or a deadline has to be done; what is lacking must only be lacking no more. */
  private static boolean gone(PlanItem item, List<PlanItem> after) {
    Obligation obligation = item.obligation();
    if (obligation == null) {
      return item.rank() == Rank.LACKING
          && after.stream()
              .noneMatch(
                  then -> then.rule().equals(item.rule()) && then.text().equals(item.text()));
    }
    return after.stream()
        .map(PlanItem::obligation)
        .anyMatch(
            then ->
                then != null
                    && then.met()
                    && then.kind() == obligation.kind()
                    && then.rule().equals(obligation.rule())
                    && then.anchor().equals(obligation.anchor()));
  }

  /** What a step lacks, of what stands in the plan. */
  private List<PlanItem> lacking(PlanItem step) {
    String action = step.action();
    if (action == null) {
      return List.of();
    }
    List<Violation> missing = action.startsWith(MOVE) ? missing(action, now) : check(action);
    return plan.stream()
        .filter(item -> item.rank() == Rank.LACKING && !item.equals(step))
        .filter(
            item ->
                missing.stream()
                    .anyMatch(
                        violation ->
                            violation.rule().equals(item.rule())
                                && violation.message().equals(item.text())))
        .toList();
  }

  private List<Violation> missing(String action, Instant moment) {
    StageId to = StageId.parse(action.substring(MOVE.length()));
    return switch (regulation.decide(facts, to, moment)) {
      case Decision.Allowed allowed -> List.of();
      case Decision.Refused refused -> refused.violations();
    };
  }

  private List<Violation> check(String action) {
    return regulation.check(facts, action, now);
  }

  /** Whether nothing is lacking but time: on the day that the field names it lacks no more. */
  private boolean ripens(PlanItem lacking) {
    return field(lacking)
        .map(field -> field.of(facts))
        .filter(LocalDate.class::isInstance)
        .map(day -> ((LocalDate) day).atTime(12, 0).atZone(regulation.zone()).toInstant())
        .filter(day -> day.isAfter(now))
        .filter(
            day ->
                plan.stream()
                    .filter(item -> item.state() == State.WAITING && item.action() != null)
                    .map(PlanItem::action)
                    .filter(action -> action.startsWith(MOVE))
                    .flatMap(action -> missing(action, day).stream())
                    .noneMatch(violation -> violation.message().equals(lacking.text())))
        .isPresent();
  }

  /** What the deal may be like when this was done. */
  private Stream<DealFacts> supposed(PlanItem item, String action) {
    if (action.equals(COMPLETE)) {
      Obligation obligation = item.obligation();
      return obligation == null
          ? Stream.empty()
          : obligation.results().stream()
              .map(
                  result ->
                      facts.withCompleted(
                          new Completed(obligation.rule(), obligation.anchor(), result)));
    }
    if (action.startsWith(MOVE)) {
      DealFacts filled = facts;
      for (PlanItem lacking : lacking(item)) {
        filled = filled(lacking, filled);
      }
      return Stream.of(filled.at(StageId.parse(action.substring(MOVE.length()))));
    }
    return switch (action) {
      case "stamp", "fill:estimate.stamp" ->
          Stream.of(facts.with(new Estimate(facts.estimate().amount(), now, "…")));
      case "file.add", "fill:files" -> Stream.of(facts.with(more(facts.files())));
      case "fill:comments" -> Stream.of(facts.withPinned("…"));
      default -> action.startsWith(FILL) ? Stream.of(filled(item, facts)) : Stream.empty();
    };
  }

  private static Files more(Files files) {
    return new Files(files.estimateSheets() + 1, files.measurementSheets() + 1);
  }

  private DealFacts filled(PlanItem item, DealFacts before) {
    return field(item)
        .filter(field -> Objects.requireNonNullElse(field.of(before), "").equals(""))
        .map(field -> field.in(before, something(field)))
        .orElse(before);
  }

  private @Nullable Object something(DealField field) {
    return field.type().equals(LocalDate.class)
        ? LocalDate.ofInstant(now, regulation.zone())
        : SOMETHING.get(field.type());
  }

  private static Optional<DealField> field(PlanItem item) {
    return Optional.ofNullable(item.action())
        .filter(action -> action.startsWith(FILL))
        .flatMap(action -> DealField.find(action.substring(FILL.length())));
  }
}
