package app.zamer.leads;

import app.zamer.users.Actor;
import app.zamer.users.Role;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who may do what with leads: a manager has his own and those that nobody has taken, the head of
 * sales has all, an administrator reads.
 */
final class LeadRights {
  private LeadRights() {}

  static boolean readsAll(Actor actor) {
    return actor.is(Role.ADMINISTRATOR) || changesAll(actor);
  }

  static void requireRead(Actor actor, Lead lead) {
    if (!readsAll(actor) && !isOwnOrFree(actor, lead)) {
      throw new AccessDeniedException("%s may not see lead %s".formatted(actor.id(), lead.id()));
    }
  }

  static void requireChange(Actor actor, Lead lead) {
    if (!changesAll(actor) && !isOwnOrFree(actor, lead)) {
      throw new AccessDeniedException("%s may not change lead %s".formatted(actor.id(), lead.id()));
    }
  }

  static void requireList(Actor actor) {
    if (!readsAll(actor) && !actor.is(Role.MANAGER)) {
      throw new AccessDeniedException(actor.id() + " may not see leads");
    }
  }

  static boolean opens(Actor actor) {
    return changesAll(actor) || actor.is(Role.MANAGER);
  }

  static boolean changes(Actor actor, Lead lead) {
    return changesAll(actor) || isOwnOrFree(actor, lead);
  }

  /** Who gives leads to managers. */
  static boolean assigns(Actor actor) {
    return changesAll(actor);
  }

  static void requireOpen(Actor actor) {
    if (!opens(actor)) {
      throw new AccessDeniedException(actor.id() + " may not make leads");
    }
  }

  private static boolean changesAll(Actor actor) {
    return actor.isSystem() || actor.is(Role.HEAD_OF_SALES);
  }

  private static boolean isOwnOrFree(Actor actor, Lead lead) {
    return actor.is(Role.MANAGER) && (lead.owner() == null || lead.owner().equals(actor.id()));
  }
}
