package app.zamer.deals;

import app.zamer.deals.BoardQuery.Due;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A card of the board as it is shown.
 *
 * @param stage {@code pipeline/stage}
 * @param place where it stands in its column: cards are in the order of these texts
 * @param amount of the contract, or of the estimate while there is none
 * @param visitOn for when the measurement is planned
 * @param next the activity that comes next; null if none is planned
 * @param due {@code late}, {@code today}, {@code none} for an open deal without a planned activity;
 *     empty if it is none of these
 * @param dueAt when the next activity is late
 * @param foreign whether deals of several managers are on the board
 * @param movable whether the one who looks may move it
 */
public record BoardCard(
    String id,
    long version,
    String stage,
    String place,
    String title,
    String client,
    String owner,
    @Nullable BigDecimal amount,
    @Nullable LocalDate visitOn,
    @Nullable Next next,
    String due,
    @Nullable Instant dueAt,
    boolean foreign,
    boolean movable) {

  /**
   * @param who its assignee; empty while it is any holder of the role
   */
  public record Next(String text, LocalDate on, String who, String role) {}

  /** Whether the next activity is somebody else's than the manager's. */
  public boolean isForAnother() {
    return next != null && !next.who().equals(owner);
  }

  static BoardCard of(BoardQuery.Card card, BoardAddress address, boolean movable) {
    DealQuery.Row row = card.row();
    Due due = card.due();
    return new BoardCard(
        row.id(),
        row.version(),
        card.stage().toString(),
        place(card, address.filter()),
        row.title(),
        row.client().name(),
        card.ownerName(),
        card.amount(),
        row.measurement().date(),
        card.next(),
        due == null ? "" : due.name().toLowerCase(Locale.ROOT),
        card.nextDueAt(),
        address.everybody() && address.filter().owner() == null,
        movable);
  }

  private static String place(BoardQuery.Card card, BoardQuery.Filter filter) {
    long id = Long.parseLong(card.row().id());
    Instant dueAt = card.nextDueAt();
    return filter.firstDueFirst() && dueAt != null
        ? "%019d-%019d".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, dueAt), id)
        : "%019d".formatted(Long.MAX_VALUE - id);
  }
}
