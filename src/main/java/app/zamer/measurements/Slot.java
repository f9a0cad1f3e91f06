package app.zamer.measurements;

import app.zamer.regulation.DealId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit as the calendar and the lists of visits show it.
 *
 * @param version the deal's
 * @param open whether the deal is
 * @param overlaps the engineer has another visit to make at that time
 */
public record Slot(
    long id,
    DealId deal,
    long version,
    String title,
    boolean open,
    String client,
    String address,
    String owner,
    String ownerName,
    String engineer,
    String engineerName,
    Instant startsAt,
    Instant endsAt,
    @Nullable Instant confirmedAt,
    String outcome,
    boolean repeat,
    @Nullable BigDecimal amount,
    boolean overlaps) {

  /** Nothing has come of it yet. */
  public boolean waits() {
    return outcome.isEmpty();
  }

  /** Nobody has confirmed it, and it may still be confirmed or rescheduled. */
  public boolean toConfirm() {
    return waits() && confirmedAt == null;
  }

  /**
   * @param blocked something stands in the way of confirming it
   */
  public State state(Instant now, boolean blocked) {
    if (!waits()) {
      return State.REPORTED;
    }
    if (confirmedAt != null) {
      return startsAt.isAfter(now) || endsAt.isAfter(now) ? State.CONFIRMED : State.OWED;
    }
    if (startsAt.isBefore(now)) {
      return State.MISSED;
    }
    return blocked ? State.BLOCKED : State.PLANNED;
  }

  /** How far a visit has come. */
  public enum State {
    /** It can be confirmed. */
    PLANNED("planned", "calendar"),
    BLOCKED("blocked", "alert-triangle"),
    CONFIRMED("confirmed", "circle-check"),
    /** Its time has passed, and nobody has confirmed it: it did not take place (MEAS-5). */
    MISSED("missed", "calendar-off"),
    /** It is over, and its result is not known yet. */
    OWED("owed", "hourglass-empty"),
    REPORTED("reported", "checklist");

    private final String id;
    private final String icon;

    State(String id, String icon) {
      this.id = id;
      this.icon = icon;
    }

    public String id() {
      return id;
    }

    public String icon() {
      return icon;
    }

    /** The key of its name. */
    public String label() {
      return "visits.state." + id;
    }

    public static List<State> all() {
      return List.of(values());
    }
  }
}
