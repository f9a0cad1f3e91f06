package app.zamer.deals;

import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Saves what one person has typed into a form while others may have changed the deal. What only one
 * of them has changed is kept; where two have changed the same field, the one who saves later
 * chooses.
 */
@Component
class DealSections {
  private static final int TRIES = 3;

  private final Deals deals;

  DealSections(Deals deals) {
    this.deals = deals;
  }

  /** What became of a form; {@code deal} is as it is stored. */
  sealed interface Saved {
    record Done(Deal deal) implements Saved {}

    record Refused(Deal deal, List<Violation> violations) implements Saved {}

    /**
     * @param fields those that somebody else has changed otherwise; nothing was saved
     */
    record Conflict(Deal deal, Set<String> fields) implements Saved {}
  }

  Saved save(Actor actor, DealId id, DealForm form) {
    Deal deal = deals.get(actor, id, "deal.edit");
    if (!form.wrong().isEmpty()) {
      return new Saved.Refused(deal, form.wrong());
    }
    for (int tries = 0; tries < TRIES; tries++) {
      Set<String> fields = conflicts(deal, form);
      if (!fields.isEmpty()) {
        return new Saved.Conflict(deal, fields);
      }
      switch (deals.edit(actor, id, form.edit(), deal.version())) {
        case ChangeOutcome.Done(Deal saved) -> {
          return new Saved.Done(saved);
        }
        case ChangeOutcome.Refused(List<Violation> violations, var suggested) -> {
          return new Saved.Refused(deal, violations);
        }
        case ChangeOutcome.Stale stale -> deal = deals.get(actor, id, "deal.edit");
      }
    }
    return new Saved.Conflict(deal, Set.of());
  }

  private static Set<String> conflicts(Deal deal, DealForm form) {
    var fields = new LinkedHashSet<String>();
    for (String name : form.changed()) {
      String now = DealInputs.now(deal, name);
      if (form.has(DealForm.WAS + name) && !form.was(name).equals(now) && !form.says(name, now)) {
        fields.add(name);
      }
    }
    return fields;
  }
}
