package app.zamer.handover;

import app.zamer.users.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's things were handed over, or given back. Published inside the transaction.
 *
 * @param handover its number
 * @param from whose they were
 * @param shares who got how many of which kind
 * @param back whether they were given back
 */
public record HandedOver(
    long handover, UserId from, List<Share> shares, boolean back, UserId by, Instant at) {

  /**
   * What one person got, or had to give back.
   *
   * @param to null if the things are nobody's since
   * @param kind {@link Belongings#kind()}
   */
  public record Share(@Nullable UserId to, String kind, long count) {}
}
