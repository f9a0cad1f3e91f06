package app.zamer.regulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of what the regulation asks for now.
 *
 * @param dueAt when it is late; null if it has no clock
 * @param action how to do it: {@code complete}, {@code move:<stage>}, {@code fill:<field>} or an
 *     action such as {@code visit.confirm}; null if there is nothing to do
 */
public record PlanItem(
    String rule, Text text, State state, @Nullable Instant dueAt, @Nullable String action) {
  public enum State {
    OVERDUE,
    TODO,
    /** Something else has to be done first. */
    WAITING,
    DONE
  }
}
