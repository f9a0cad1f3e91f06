package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A request for a status was granted or declined (REP-6). Published inside the transaction.
 *
 * @param request its number
 * @param status the id of the status
 * @param askedBy whose request it was
 */
public record StatusAnswered(
    long request,
    DealId deal,
    String status,
    boolean granted,
    UserId askedBy,
    UserId by,
    Instant at) {}
