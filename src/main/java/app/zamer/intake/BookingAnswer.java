package app.zamer.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a client may say about the visit that is planned. */
public enum BookingAnswer {
  CONFIRM,
  MOVE,
  REFUSE;

  /** As forms and the API have it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<BookingAnswer> find(String id) {
    return Arrays.stream(values()).filter(answer -> answer.id().equals(id)).findFirst();
  }
}
