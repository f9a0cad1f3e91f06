package app.zamer.regulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of what is to be done next.
 *
 * @param item what its action does
 * @param with what the same action answers besides; of an item that waits, what it waits for
 */
public record PlanLine(PlanItem item, List<PlanItem> with) {

  /** Whether its action answers an activity or a deadline, known by its clause and anchor. */
  public boolean answers(Obligation.Kind kind, String rule, String anchor) {
    return item.state() != PlanItem.State.WAITING
        && Stream.concat(Stream.of(item), with.stream())
            .map(PlanItem::obligation)
            .anyMatch(
                asked ->
                    asked != null
                        && asked.kind() == kind
                        && asked.rule().equals(rule)
                        && asked.anchor().equals(anchor));
  }
}
