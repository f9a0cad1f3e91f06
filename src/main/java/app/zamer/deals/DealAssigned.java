package app.zamer.deals;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A deal was given to somebody by somebody else. Published inside the transaction.
 *
 * @param to whose it is from now on
 */
public record DealAssigned(DealId deal, UserId to, UserId by, Instant at) {}
