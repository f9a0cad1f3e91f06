package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A request for a status was granted (REP-6). Published inside the transaction.
 *
 * @param request its number
 * @param status the id of the status
 * @param askedBy whose request it was
 */
public record StatusAnswered(
    long request, DealId deal, String status, UserId askedBy, UserId by, Instant at) {}
