package app.zamer.telephony;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a call has come, in the order in which it goes: what is said of an earlier state, late,
 * never takes a call back.
 */
public enum CallState {
  RINGING,
  ANSWERED,
  /** It is over, and nobody has said how it ended; whoever still says so is believed. */
  UNKNOWN,
  ENDED;

  /** The name in the API and in the database. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of this name; empty if there is none. */
  public static Optional<CallState> of(String id) {
    return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
  }

  /** Whether nobody speaks and nothing rings any more. */
  public boolean isOver() {
    return compareTo(UNKNOWN) >= 0;
  }
}
