package app.zamer.intake;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A client has answered about his visit by the link he was given, or has changed his answer.
 * Published inside the transaction that keeps it. His words stand on the deal.
 *
 * @param owner whose deal it is
 * @param visitOn the day of the visit he answered about
 * @param wished the days he would like instead, the first the dearest; empty unless he asks to move
 */
public record BookingAnswered(
    DealId deal,
    UserId owner,
    BookingAnswer answer,
    LocalDate visitOn,
    List<LocalDate> wished,
    Instant at) {
  public BookingAnswered {
    wished = List.copyOf(wished);
  }
}
