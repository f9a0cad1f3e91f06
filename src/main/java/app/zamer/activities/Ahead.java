package app.zamer.activities;

import app.zamer.regulation.Obligation;
import app.zamer.regulation.PlanItem;
import app.zamer.regulation.PlanLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies ahead of whoever looks at a subject: the answer of the regulation as every screen shows
 * it.
 *
 * @param unmet obligations that the facts do not show done
 * @param next the one thing to be done now; null if nothing is his to do
 * @param rest what else he can do, and what is due by itself
 * @param waiting what somebody else has to do, and what comes later
 */
public record Ahead(
    List<Obligation> unmet,
    @Nullable Line next,
    List<Line> rest,
    List<Line> waiting,
    List<Line> done) {
  static final Ahead NOTHING = new Ahead(List.of(), null, List.of(), List.of(), List.of());

  /**
   * @param answered what its button answers; null for what a person planned
   * @param clauses those that ask for it
   * @param more what else the button answers, or what is waited for
   * @param dueAt when the first of what the button answers is late; null if nothing has a clock
   * @param who who has to do it; empty if that goes without saying
   * @param since since when it waits for somebody; null if nobody knows
   * @param step the button; null if it is not his to do
   */
  public record Line(
      PlanItem.Place place,
      @Nullable PlanLine answered,
      List<Clause> clauses,
      String text,
      List<String> more,
      @Nullable Instant dueAt,
      String who,
      @Nullable Instant since,
      @Nullable Step step) {

    public PlanItem.State state() {
      return place.state();
    }

    public boolean late() {
      return state() == PlanItem.State.OVERDUE
          || answered != null
              && state() == PlanItem.State.TODO
              && answered.with().stream().anyMatch(item -> item.state() == PlanItem.State.OVERDUE);
    }

    /** Whether it is a step of the regulation, rather than an activity, a deadline or a field. */
    boolean leads() {
      return place.rank() == PlanItem.Rank.STEP || place.rank() == PlanItem.Rank.FILLING;
    }

    boolean answers(Obligation.Kind kind, String rule, String anchor) {
      return answered != null && answered.answers(kind, rule, anchor);
    }
  }

  /** A clause as it is quoted. */
  public record Clause(String id, String title, String text) {}

  /** The line that answers an activity or a deadline of the regulation. */
  Optional<Line> answering(Obligation.Kind kind, String rule, String anchor) {
    return Stream.of(Stream.ofNullable(next), rest.stream(), waiting.stream())
        .flatMap(lines -> lines)
        .filter(line -> line.answers(kind, rule, anchor))
        .findFirst();
  }

  boolean asks(String rule, String anchor) {
    return unmet.stream()
        .anyMatch(
            obligation ->
                obligation.kind() == Obligation.Kind.DEADLINE
                    && obligation.rule().equals(rule)
                    && obligation.anchor().equals(anchor));
  }
}
