package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visit that is still to come was planned, moved, called off or confirmed, by a person or because
 * the deal went elsewhere. Published inside the transaction that stores it.
 *
 * @param engineer who goes, or would have gone
 * @param startsAt when; of a visit that was called off, when it would have been
 * @param before what it was until now; null if it was just planned, or if only its state changed
 * @param by who has done it
 */
public record VisitChanged(
    DealId deal,
    What what,
    UserId engineer,
    Instant startsAt,
    @Nullable Before before,
    UserId by,
    Instant at) {

  /** What has become of it. */
  public enum What {
    PLANNED,
    MOVED,
    CALLED_OFF,
    CONFIRMED
  }

  /** Who was to go, and when, before it was moved. */
  public record Before(UserId engineer, Instant startsAt) {}
}
