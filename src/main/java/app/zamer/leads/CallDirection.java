package app.zamer.leads;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who called: the client us, or we the client. */
public enum CallDirection {
  INCOMING("Входящий звонок"),
  OUTGOING("Исходящий звонок");

  private final String words;

  CallDirection(String words) {
    this.words = words;
  }

  /** The name in the API and in the database. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What LEAD-1 puts behind the number in a lead's title; the clause gives the words, so they are
   * not translated.
   */
  String words() {
    return words;
  }

  /** The direction of this name; empty if there is none. */
  public static Optional<CallDirection> of(String id) {
    return Arrays.stream(values()).filter(direction -> direction.id().equals(id)).findFirst();
  }
}
