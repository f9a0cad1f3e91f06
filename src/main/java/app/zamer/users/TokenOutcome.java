package app.zamer.users;

import app.zamer.regulation.Violation;
import java.time.Duration;
import java.util.List;

/** What came of asking for a personal token. */
public sealed interface TokenOutcome {
  /**
   * @param secret what a program sends as {@code Authorization: Bearer …}; it can't be read again
   */
  record Created(Token token, String secret) implements TokenOutcome {
    @Override
    public String toString() {
      return "Created[" + token + "]";
    }
  }

  /** The password was guessed too often; it may be tried again after the pause. */
  record TooMany(Duration pause) implements TokenOutcome {}

  record Refused(List<Violation> violations) implements TokenOutcome {
    public Refused {
      violations = List.copyOf(violations);
    }
  }
}
