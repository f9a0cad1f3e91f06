package app.zamer.activities;

import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One activity (дело).
 *
 * @param rule the clause it is for: the one that made it or, by hand, the one the person named;
 *     null if he named none
 * @param anchor what the clause made it for, as in {@link
 *     app.zamer.regulation.Obligation#anchor()}; null if a person planned it by hand
 * @param dueOn its day in the company's time zone
 * @param dueAt the moment after which it is late
 * @param assignee who has to do it; null while it is any holder of {@code role}
 * @param role the id of the role that has to do it
 * @param results what it can be completed with
 */
public record Activity(
    long id,
    SubjectKind kind,
    long subject,
    @Nullable String rule,
    @Nullable String anchor,
    String text,
    LocalDate dueOn,
    Instant dueAt,
    @Nullable UserId assignee,
    String role,
    List<Result> results,
    State state,
    @Nullable Result result,
    @Nullable String comment,
    @Nullable Instant doneAt,
    @Nullable UserId doneBy) {

  public enum State {
    PLANNED,
    DONE,
    /** The regulation no longer asks for it, for instance because the visit moved. */
    CANCELLED
  }

  /**
   * Whether the regulation made it; only such activities are changed and cancelled by the
   * regulation.
   */
  public boolean ofRegulation() {
    return anchor != null;
  }
}
