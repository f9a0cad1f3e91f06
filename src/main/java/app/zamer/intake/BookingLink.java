package app.zamer.intake;

import app.zamer.regulation.DealId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's own link to his visit.
 *
 * @param madeBy the name of who made it
 * @param openedAt when the client first saw the page; null if he has not
 * @param answer what he said last; null if nothing
 * @param answeredFor the day of the visit he said it about
 * @param wished the days he would like instead, the first the dearest
 * @param reason why he refuses, in Russian; empty unless he does
 * @param answers how often he has answered
 * @param settledBy the name of who has dealt with the answer; null if nobody has, empty if it was
 *     the activity
 */
public record BookingLink(
    long id,
    DealId deal,
    Instant madeAt,
    String madeBy,
    @Nullable Instant withdrawnAt,
    @Nullable Instant openedAt,
    @Nullable BookingAnswer answer,
    @Nullable Instant answeredAt,
    @Nullable LocalDate answeredFor,
    List<LocalDate> wished,
    String reason,
    String comment,
    int answers,
    @Nullable Instant settledAt,
    @Nullable String settledBy) {
  public BookingLink {
    wished = List.copyOf(wished);
  }
}
