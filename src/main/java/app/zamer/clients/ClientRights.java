package app.zamer.clients;

import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;

/** Who may do what with clients: rights that belong to roles alone. */
final class ClientRights {
  // an engineer sees the client of his visit on the deal; everybody else must be able to check a
  // phone against all
  private static final Set<Role> READERS =
      EnumSet.complementOf(EnumSet.of(Role.ENGINEER, Role.EXCHANGE));
  private static final Set<Role> EDITORS =
      EnumSet.of(Role.MANAGER, Role.HEAD_OF_SALES, Role.ADMINISTRATOR);

  private ClientRights() {}

  static void requireReader(Actor actor) {
    require(actor, READERS);
  }

  static void requireEditor(Actor actor) {
    require(actor, EDITORS);
  }

  static boolean isEditor(Actor actor) {
    return has(actor, EDITORS);
  }

  private static void require(Actor actor, Set<Role> roles) {
    if (!has(actor, roles)) {
      throw new AccessDeniedException("clients");
    }
  }

  private static boolean has(Actor actor, Set<Role> roles) {
    return actor.isSystem() || actor.roles().stream().anyMatch(roles::contains);
  }
}
