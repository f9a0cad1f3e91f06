package app.zamer.regulation;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One line of what the regulation asks for now.
 *
 * @param dueAt when it is late; null if it has no clock
 * @param action how to do it: {@code complete}, {@code move:<stage>}, {@code fill:<field>} or an
 *     action such as {@code visit.confirm}; null if there is nothing to do
 * @param obligation the activity or deadline that it is; null if it is a step, or what one lacks
 */
public record PlanItem(
    String rule,
    Text text,
    State state,
    @Nullable Instant dueAt,
    @Nullable String action,
    Rank rank,
    @Nullable Obligation obligation) {

  /** A step, or what one lacks. */
  PlanItem(
      String rule,
      Text text,
      State state,
      @Nullable Instant dueAt,
      @Nullable String action,
      Rank rank) {
    this(rule, text, state, dueAt, action, rank, null);
  }

  public enum State {
    OVERDUE,
    TODO,
    /** Something else has to be done first. */
    WAITING,
    DONE
  }

  /** What comes before what, of all that can be done. */
  public enum Rank {
    /** A step of the regulation for which nothing is missing. */
    STEP,
    /** A step that asks in its own window for all that it still lacks. */
    FILLING,
    ACTIVITY,
    /** A field, or something else, that a step waits for. */
    LACKING,
    DEADLINE,
    /** What is done if there is nothing else to do. */
    OTHERWISE
  }

  /**
   * Where a line stands among others, on every screen and in the API: what can be done now by its
   * rank, what is late first; then what waits, then what is done.
   */
  public record Place(State state, Rank rank, @Nullable Instant dueAt)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::group)
            .thenComparing(Place::rank)
            .thenComparing(Place::state)
            .thenComparing(Place::dueAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private State group() {
      return state == State.OVERDUE ? State.TODO : state;
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  public Place place() {
    return new Place(state, rank, dueAt);
  }

  /** Whether it is still to be done, and nothing has to be done before it. */
  public boolean isOpen() {
    return state == State.TODO || state == State.OVERDUE;
  }
}
