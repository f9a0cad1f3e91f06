package app.zamer.telephony;

import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who may do what with calls: a manager has his own and nobody's, the head of sales has all, an
 * administrator reads. The exchange reports, and sees nothing.
 */
final class CallRights {
  private static final Set<Role> REPORTERS =
      EnumSet.of(
          Role.EXCHANGE,
          Role.MANAGER,
          Role.HEAD_OF_SALES,
          Role.COMMUNICATIONS_MANAGER,
          Role.ADMINISTRATOR);

  private CallRights() {}

  static boolean seesAll(Actor actor) {
    return actor.isSystem() || actor.is(Role.HEAD_OF_SALES) || actor.is(Role.ADMINISTRATOR);
  }

  static boolean works(Actor actor) {
    return actor.isSystem() || actor.is(Role.HEAD_OF_SALES) || actor.is(Role.MANAGER);
  }

  static void requireReport(Actor actor) {
    if (!actor.isSystem() && actor.roles().stream().noneMatch(REPORTERS::contains)) {
      throw new AccessDeniedException(actor.id() + " may not report calls");
    }
  }

  static void requireList(Actor actor) {
    if (!seesAll(actor) && !actor.is(Role.MANAGER)) {
      throw new AccessDeniedException(actor.id() + " may not see calls");
    }
  }

  static void requireWork(Actor actor) {
    if (!works(actor)) {
      throw new AccessDeniedException(actor.id() + " may not work on calls");
    }
  }
}
