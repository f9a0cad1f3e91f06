package app.zamer.handover;

import app.zamer.users.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things of one person that were given to others at once.
 *
 * @param shares who got how many of which kind
 * @param undoneAt when they were given back; null if they were not
 */
record Handover(
    long id,
    UserId from,
    UserId by,
    Instant at,
    List<HandedOver.Share> shares,
    @Nullable UserId undoneBy,
    @Nullable Instant undoneAt) {
  long count() {
    return shares.stream().mapToLong(HandedOver.Share::count).sum();
  }
}
