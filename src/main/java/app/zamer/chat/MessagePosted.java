package app.zamer.chat;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * Something was said in a deal's chat; published inside the transaction that stores it.
 *
 * @param message its number
 */
public record MessagePosted(DealId deal, long message, UserId author, Instant at) {}
