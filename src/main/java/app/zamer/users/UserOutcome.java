package app.zamer.users;

import app.zamer.regulation.Violation;
import java.util.List;

/** What came of creating or changing an account. */
public sealed interface UserOutcome {
  record Saved(User user) implements UserOutcome {}

  /** Nothing was changed; everything that is wrong, at once. */
  record Refused(List<Violation> violations) implements UserOutcome {
    public Refused {
      violations = List.copyOf(violations);
    }
  }

  /** Nothing was changed: somebody has that login already. */
  record Taken(UserId id) implements UserOutcome {}

  /** Nothing was changed: the account has another version by now. */
  record Stale(long version) implements UserOutcome {}
}
