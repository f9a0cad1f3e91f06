package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may not change the status of a ledger record asks the head of sales to (REP-6).
 *
 * @param status a word of the field {@code measurement.status}
 * @param grantedBy null if it has not been granted
 * @param declinedBy null if it has not been declined
 * @param answer why it was declined; empty otherwise
 */
public record StatusRequest(
    long id,
    DealId deal,
    String status,
    String comment,
    UserId requestedBy,
    Instant requestedAt,
    @Nullable UserId grantedBy,
    @Nullable Instant grantedAt,
    @Nullable UserId declinedBy,
    @Nullable Instant declinedAt,
    String answer) {
  public boolean isGranted() {
    return grantedBy != null;
  }

  public boolean isDeclined() {
    return declinedBy != null;
  }

  /** Who has granted or declined it; null while it waits. */
  public @Nullable UserId settledBy() {
    return grantedBy != null ? grantedBy : declinedBy;
  }

  public @Nullable Instant settledAt() {
    return grantedAt != null ? grantedAt : declinedAt;
  }

  /** Where it stands. */
  enum State {
    OPEN,
    GRANTED,
    DECLINED
  }
}
