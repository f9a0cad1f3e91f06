package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * Somebody has asked the head of sales for a status (REP-6). Published inside the transaction.
 *
 * @param request its number
 * @param status the id of the status
 */
public record StatusAsked(long request, DealId deal, String status, UserId by, Instant at) {}
