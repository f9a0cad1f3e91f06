package app.zamer.users;

import java.time.Instant;

/** An account has another name, other roles or another state. Published inside the transaction. */
public record UserChanged(User before, User after, Actor by, Instant at) {
  /** Whether he may do less than before by his roles or by signing in at all. */
  public boolean loses() {
    return (before.active() && !after.active())
        || (after.active() && !after.roles().containsAll(before.roles()));
  }
}
