package app.zamer.chat;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;

/**
 * Somebody has opened or left a deal's chat; published inside the transaction that notes it.
 *
 * @param here false if he has left
 */
public record PresenceChanged(DealId deal, UserId user, boolean here) {}
