package app.zamer.measurements;

import app.zamer.regulation.DealId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An estimate as the technologist sees it.
 *
 * @param open whether the deal is
 * @param place where it stands in the queue; null in a list without pages
 * @param cutOff until when the stamp counts; null if the regulation names no deadline
 * @param startsAt of the visit; null if none is planned yet
 */
public record StampItem(
    DealId deal,
    long version,
    String title,
    boolean open,
    String client,
    String owner,
    @Nullable LocalDate day,
    @Nullable BigDecimal amount,
    @Nullable Instant stampedAt,
    String stampedBy,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable Instant cutOff,
    @Nullable QueuePlace place,
    List<Sheet> sheets,
    @Nullable Voided voided,
    @Nullable Returned returned) {
  public record Sheet(
      long id, String name, String contentType, String by, Instant at, boolean picture) {}

  /**
   * A stamp that no longer counts.
   *
   * @param amount the sum that was stamped; null if it is the present one
   */
  public record Voided(Instant stampedAt, Instant at, String by, @Nullable BigDecimal amount) {}

  /**
   * @param mended sum or sheet have changed since
   */
  public record Returned(Instant at, String by, String remark, boolean mended) {}

  /** The sheet came after the stamp that no longer counts. */
  public boolean isNew(Sheet sheet) {
    return voided != null && sheet.at().isAfter(voided.stampedAt());
  }

  /** Nothing but the sum is there to be stamped. */
  public boolean withoutSheet() {
    return sheets.isEmpty();
  }

  /** The stamp would come too late for the visit. */
  public boolean late(Instant now) {
    return cutOff != null && cutOff.isBefore(now);
  }
}
