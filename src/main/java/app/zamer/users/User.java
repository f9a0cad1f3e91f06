package app.zamer.users;

import app.zamer.web.Messages;
import java.time.Instant;
import java.util.Set;

/**
 * A person who works with the program.
 *
 * @param active whether he may sign in; who has left stays in the history he made
 * @param version counts the changes of name, roles and activity
 */
public record User(
    UserId id, String name, Set<Role> roles, boolean active, long version, Instant createdAt) {
  public User {
    roles = Set.copyOf(roles);
  }

  /** His name as a list shows it in which those who have left stand beside the others. */
  public String shown() {
    return active ? name : Messages.get("users.left", name);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }
}
