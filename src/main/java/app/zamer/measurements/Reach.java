package app.zamer.measurements;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows of the ledger somebody sees: managers those of their own deals, engineers those of
 * their own visits, everybody else in the company all.
 */
final class Reach {
  private static final String ALL = "true";
  private static final String OWN_DEAL = "d.owner = :reader";
  private static final String OWN_VISIT =
      "exists (select from visit w where w.deal_id = d.id and w.engineer = :reader and"
          + " w.called_off_at is null)";

  private Reach() {}

  /** A condition on {@code deal d}; {@link #params} has what it needs. */
  static String condition(Actor actor) {
    if (actor.isSystem()
        || actor.is(Role.TECHNOLOGIST)
        || actor.is(Role.COMMUNICATIONS_MANAGER)
        || actor.is(Role.HEAD_OF_SALES)
        || actor.is(Role.ADMINISTRATOR)) {
      return ALL;
    }
    if (actor.is(Role.MANAGER)) {
      return actor.is(Role.ENGINEER) ? "(" + OWN_DEAL + " or " + OWN_VISIT + ")" : OWN_DEAL;
    }
    return actor.is(Role.ENGINEER) ? OWN_VISIT : "false";
  }

  /** Whether somebody sees every row. */
  static boolean all(Actor actor) {
    return condition(actor).equals(ALL);
  }

  /** A condition on {@code deal d} for the deals that a right reaches, with the same parameters. */
  static String condition(Set<Scope> scopes) {
    if (scopes.contains(Scope.ALL)) {
      return ALL;
    }
    List<String> conditions = new ArrayList<>();
    if (scopes.contains(Scope.OWN)) {
      conditions.add(OWN_DEAL);
    }
    if (scopes.contains(Scope.VISIT)) {
      conditions.add(OWN_VISIT);
    }
    return conditions.isEmpty() ? "false" : "(" + String.join(" or ", conditions) + ")";
  }

  static Map<String, Object> params(Actor actor) {
    return Map.of("reader", actor.id().value());
  }
}
