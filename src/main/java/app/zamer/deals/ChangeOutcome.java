package app.zamer.deals;

import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a move or an edit of a deal. Whatever is not {@link Done} changed nothing. */
public sealed interface ChangeOutcome {
  /**
   * @param deal as it is now
   */
  record Done(Deal deal) implements ChangeOutcome {}

  /**
   * @param suggested the stage that fits instead, if a route clause refused
   */
  record Refused(List<Violation> violations, @Nullable StageId suggested)
      implements ChangeOutcome {}

  /**
   * Somebody was quicker.
   *
   * @param version the deal's version now
   */
  record Stale(long version) implements ChangeOutcome {}
}
