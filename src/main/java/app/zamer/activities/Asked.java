package app.zamer.activities;

import app.zamer.regulation.Obligation;
import app.zamer.regulation.PlanItem;
import java.util.List;
import java.util.Optional;

/**
 * What the regulation asks of one subject now.
 *
 * @param unmet obligations that the facts do not show done
 * @param plan everything, what is to be done first first
 */
public record Asked(List<Obligation> unmet, List<PlanItem> plan) {
  static final Asked NOTHING = new Asked(List.of(), List.of());

  /** The first thing that can be done at once. */
  public Optional<PlanItem> step() {
    return plan.stream()
        .filter(
            item ->
                item.action() != null
                    && (item.state() == PlanItem.State.OVERDUE
                        || item.state() == PlanItem.State.TODO))
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
