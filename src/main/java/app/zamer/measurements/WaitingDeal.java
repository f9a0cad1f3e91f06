package app.zamer.measurements;

import app.zamer.regulation.DealId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A deal whose visit is to be created (MEAS-7).
 *
 * @param day the day agreed with the client
 * @param place in the list; by its moment the visit should be there
 */
public record WaitingDeal(
    DealId deal,
    String title,
    String client,
    String address,
    String ownerName,
    @Nullable LocalDate day,
    QueuePlace place) {
  /** Whether it should have been done already. */
  public boolean late(Instant now) {
    return place.at().isBefore(now);
  }
}
