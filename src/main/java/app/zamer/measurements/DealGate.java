package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way into a deal for everything that is done at its measurement; the deals module implements
 * it. One call is one transaction: the deal is locked, the right is checked, the regulation is
 * asked, the change is applied to the facts and written, history is written and the obligations
 * follow.
 */
public interface DealGate {
  /**
   * @param right the right of the regulation file that the actor needs for this deal
   * @param action the action whose guards the regulation holds against the facts as they are after
   *     the change, such as {@code visit.confirm}; null if it has none
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  Outcome change(
      Actor actor,
      DealId deal,
      String right,
      @Nullable String action,
      @Nullable Long expectedVersion,
      UnaryOperator<DealFacts> change);

  /** What became of a change. */
  sealed interface Outcome {
    record Done(DealFacts facts, long version) implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}

    /** Somebody was quicker: the version is no longer the expected one. */
    record Stale(long version) implements Outcome {}
  }
}
