package app.zamer.users;

import java.util.Set;

/** Who does something: a user with the roles of the moment, or the program itself. */
public record Actor(UserId id, Set<Role> roles) {
  /**
   * The program: the clock, imports of its own, sample data. It has every right and signs history
   * as {@code system}.
   */
  public static final Actor SYSTEM = new Actor(new UserId("system"), Set.of());

  public boolean is(Role role) {
    return roles.contains(role);
  }

  public boolean isSystem() {
    return equals(SYSTEM);
  }
}
