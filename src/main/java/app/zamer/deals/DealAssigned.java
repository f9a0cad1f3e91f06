package app.zamer.deals;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A deal has become somebody's, by his own hand or another's. Published inside the transaction.
 *
 * @param to whose it is from now on
 */
public record DealAssigned(DealId deal, UserId to, UserId by, Instant at) {}
