package app.zamer.leads;

import app.zamer.editions.Editions;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Who may do what with a lead, by the rights of the regulation file: {@code own} reaches his own
 * leads and those that nobody has taken.
 */
@Component
class LeadRights {
  static final String READ = "lead.read";
  static final String CREATE = "lead.create";
  static final String TAKE = "lead.take";
  static final String EDIT = "lead.edit";
  static final String ASSIGN = "lead.assign";
  static final String CLOSE = "lead.close";
  static final String REOPEN = "lead.reopen";
  static final String BULK = "lead.bulk";

  private final Editions editions;

  LeadRights(Editions editions) {
    this.editions = editions;
  }

  Set<Scope> scopes(Actor actor, String right) {
    return actor.isSystem()
        ? Set.of(Scope.ALL)
        : editions.inForce().scopes(right, actor.roles().stream().map(Role::id).toList());
  }

  /** For a right that belongs to no single lead, or to decide what is shown at all. */
  boolean has(Actor actor, String right) {
    return !scopes(actor, right).isEmpty();
  }

  boolean reachesAll(Actor actor, String right) {
    return scopes(actor, right).contains(Scope.ALL);
  }

  boolean permits(Actor actor, Lead lead, String right) {
    Set<Scope> scopes = scopes(actor, right);
    return scopes.contains(Scope.ALL)
        || scopes.contains(Scope.OWN) && (lead.owner() == null || lead.owner().equals(actor.id()));
  }

  void require(Actor actor, String right) {
    if (!has(actor, right)) {
      throw denied(actor, right);
    }
  }

  void require(Actor actor, Lead lead, String right) {
    if (!permits(actor, lead, right)) {
      throw denied(actor, right);
    }
  }

  private static AccessDeniedException denied(Actor actor, String right) {
    return new AccessDeniedException(actor.id() + " has no right " + right);
  }
}
