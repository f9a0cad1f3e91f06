package app.zamer.activities;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came of an activity; the regulation and the API write them in lower case. */
public enum Result {
  CONFIRMED,
  MOVED,
  REFUSED,
  DONE;

  /** What an activity planned by hand can be completed with. */
  static final List<Result> ALL = List.of(values());

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Result> find(String id) {
    return Arrays.stream(values()).filter(result -> result.id().equals(id)).findFirst();
  }

  /**
   * @throws IllegalArgumentException if no result has this id
   */
  static Result of(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no result " + id));
  }
}
