package app.zamer.telephony;

import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.Role;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Who may do what with calls, by the rights of the regulation file: {@code own} reaches his own and
 * those that are nobody's. The exchange, which is no person, reports calls and sees nothing.
 */
@Component
class CallRights {
  static final String READ = "call.read";
  static final String WORK = "call.work";
  static final String REPORT = "call.report";
  static final String RING = "call.ring";

  private final Rights rights;

  CallRights(Rights rights) {
    this.rights = rights;
  }

  /** The roles that take what comes in and is nobody's yet. */
  Set<String> takers() {
    return rights.roles("lead.take");
  }

  boolean seesAll(Actor actor) {
    return reach(actor).isAll();
  }

  Reach reach(Actor actor) {
    return rights.reach(actor, READ);
  }

  boolean sees(Actor actor) {
    return rights.may(actor, READ);
  }

  boolean works(Actor actor) {
    return rights.may(actor, WORK);
  }

  /**
   * @throws AccessDeniedException if somebody may not report calls
   */
  void requireReport(Actor actor) {
    if (!actor.is(Role.EXCHANGE)) {
      rights.require(actor, REPORT);
    }
  }

  /**
   * @throws AccessDeniedException if somebody may not see calls
   */
  void requireList(Actor actor) {
    rights.require(actor, READ);
  }

  /**
   * @throws AccessDeniedException if somebody may not deal with missed calls
   */
  void requireWork(Actor actor) {
    rights.require(actor, WORK);
  }
}
