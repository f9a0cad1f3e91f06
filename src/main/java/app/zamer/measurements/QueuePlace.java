package app.zamer.measurements;

import java.time.Instant;
import java.time.LocalDate;

/** Where an activity stands in a queue, the most urgent first; the next page begins after it. */
public record QueuePlace(LocalDate on, Instant at, long id) {
  static final QueuePlace START = new QueuePlace(LocalDate.EPOCH, Instant.EPOCH, 0);
}
