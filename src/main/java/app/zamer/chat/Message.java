package app.zamer.chat;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * What somebody said in a deal's chat. The numbers of one deal's messages grow in the order in
 * which they become visible, so whoever has seen one misses nothing by asking for those after it.
 *
 * @param text as it was typed: whoever shows it escapes it
 */
public record Message(long id, DealId deal, UserId author, String text, Instant at) {}
