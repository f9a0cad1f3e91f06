package app.zamer.measurements;

import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes changes through the {@link DealGate} that may be wrong in themselves: what is wrong with
 * them and what the regulation has against them comes back in one list, and then nothing of them is
 * kept.
 */
@Component
class CheckedGate {
  private final DealGate gate;
  private final TransactionTemplate transaction;

  CheckedGate(DealGate gate, PlatformTransactionManager transactions) {
    this.gate = gate;
    this.transaction = new TransactionTemplate(transactions);
  }

  Outcome change(
      Actor actor,
      DealId deal,
      String right,
      @Nullable String action,
      @Nullable Long expectedVersion,
      Function<DealFacts, Checked> change) {
    return change(actor, deal, right, action, expectedVersion, change, done -> {});
  }

  /**
   * @param then what else happens in the transaction of a change that was made
   */
  Outcome change(
      Actor actor,
      DealId deal,
      String right,
      @Nullable String action,
      @Nullable Long expectedVersion,
      Function<DealFacts, Checked> change,
      Consumer<Outcome.Done> then) {
    var wrong = new ArrayList<Violation>();
    Outcome outcome =
        transaction.execute(
            status -> {
              Outcome answer =
                  gate.change(
                      actor,
                      deal,
                      right,
                      action,
                      expectedVersion,
                      facts -> {
                        Checked checked = change.apply(facts);
                        wrong.clear();
                        wrong.addAll(checked.violations());
                        return checked.facts();
                      });
              Outcome all = together(answer, wrong);
              if (all instanceof Outcome.Done done) {
                then.accept(done);
              } else {
                status.setRollbackOnly();
              }
              return all;
            });
    return Objects.requireNonNull(outcome);
  }

  private static Outcome together(Outcome answer, List<Violation> wrong) {
    return switch (answer) {
      case Outcome.Stale stale -> stale;
      case Outcome.Done done -> wrong.isEmpty() ? done : new Outcome.Refused(List.copyOf(wrong));
      case Outcome.Refused refused -> new Outcome.Refused(merged(wrong, refused.violations()));
    };
  }

  /**
   * One thing that is wrong is said once: the regulation's sentence counts where both speak of one
   * field by one clause.
   */
  private static List<Violation> merged(
      Collection<Violation> wrong, Collection<Violation> regulation) {
    var all = new ArrayList<Violation>();
    for (Violation violation : wrong) {
      boolean said =
          regulation.stream()
              .anyMatch(
                  other ->
                      other.rule().equals(violation.rule())
                          && Objects.equals(other.field(), violation.field()));
      if (!said) {
        all.add(violation);
      }
    }
    all.addAll(regulation);
    return List.copyOf(all);
  }
}
