package app.zamer.handover;

import app.zamer.handover.Belongings.Left;
import app.zamer.regulation.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What became of a hand-over. Whatever is not {@link Done} changed nothing. */
sealed interface HandoverOutcome {
  /**
   * @param left what stays where it is, by kind
   */
  record Done(Handover handover, Map<String, List<Left>> left, Instant undoUntil)
      implements HandoverOutcome {}

  record Refused(List<Violation> violations) implements HandoverOutcome {}

  /** Another hand-over is going on. */
  record Busy() implements HandoverOutcome {}

  /** What became of taking a hand-over back. */
  sealed interface Undone {
    /**
     * @param back how many things of each kind are as before again
     * @param left what stays where it is, by kind
     */
    record Back(Handover handover, Map<String, Long> back, Map<String, List<Left>> left)
        implements Undone {}

    /** Somebody was quicker. */
    record Already() implements Undone {}

    record TooLate(Instant until) implements Undone {}

    /** A hand-over is going on. */
    record Busy() implements Undone {}
  }
}
