package app.zamer.handover;

import app.zamer.users.UserId;
import java.time.Instant;
import java.util.Map;

/**
 * Somebody may keep no longer what stands in his name, and it is nobody else's yet. Published
 * inside the transaction that has taken him a role or the account.
 *
 * @param counts how many things of which kind
 */
public record HandoverWaits(UserId person, Map<String, Long> counts, UserId by, Instant at) {}
