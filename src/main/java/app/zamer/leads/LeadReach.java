package app.zamer.leads;

import app.zamer.users.Actor;
import app.zamer.users.Role;

/** Which leads somebody may see; for lists, where asking for each would be a question a line. */
public enum LeadReach {
  ALL,
  OWN_AND_FREE,
  NONE;

  public static LeadReach of(Actor actor) {
    if (LeadRights.readsAll(actor)) {
      return ALL;
    }
    return actor.is(Role.MANAGER) ? OWN_AND_FREE : NONE;
  }
}
