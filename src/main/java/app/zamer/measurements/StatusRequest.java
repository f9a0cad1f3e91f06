package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may not change the status of a ledger record asks the head of sales to (REP-6).
 *
 * @param grantedBy null while nobody has granted it
 */
public record StatusRequest(
    long id,
    DealId deal,
    MeasurementStatus status,
    String comment,
    UserId requestedBy,
    Instant requestedAt,
    @Nullable UserId grantedBy,
    @Nullable Instant grantedAt) {}
