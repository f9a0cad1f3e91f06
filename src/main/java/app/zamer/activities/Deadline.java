package app.zamer.activities;

import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One deadline of the regulation as it is stored.
 *
 * @param owner whose miss it is or would be
 * @param missedAt the moment it passed unmet; stays when it is met later
 * @param escalatedAt when the head of sales could see the miss
 */
record Deadline(
    long id,
    SubjectKind kind,
    long subject,
    String rule,
    Instant dueAt,
    UserId owner,
    @Nullable Instant metAt,
    @Nullable Instant missedAt,
    @Nullable Instant escalatedAt) {

  enum State {
    RUNNING,
    MET,
    MISSED
  }

  State state() {
    if (missedAt != null) {
      return State.MISSED;
    }
    return metAt != null ? State.MET : State.RUNNING;
  }
}
