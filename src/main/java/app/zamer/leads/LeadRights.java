package app.zamer.leads;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  /** Whose a lead may be. */
  static final String OWN = "lead.own";

  private final Rights rights;
  private final Users users;

  LeadRights(Rights rights, Users users) {
    this.rights = rights;
    this.users = users;
  }

  Reach reach(Actor actor, String right) {
    return rights.reach(actor, right);
  }

  /** For a right that belongs to no single lead, or to decide what is shown at all. */
  boolean has(Actor actor, String right) {
    return rights.may(actor, right);
  }

  boolean reachesAll(Actor actor, String right) {
    return reach(actor, right).isAll();
  }

  boolean permits(Actor actor, Lead lead, String right) {
    return reaches(reach(actor, right), lead.owner());
  }

  void require(Actor actor, String right) {
    rights.require(actor, right);
  }

  void require(Actor actor, Lead lead, String right) {
    if (!permits(actor, lead, right)) {
      throw Rights.denied(actor, right);
    }
  }

  /** The active users whose a lead may be, by name. */
  List<User> owners() {
    return users.withRight(OWN);
  }

  /** The same, and whose a lead is already, though he may have left. */
  List<User> ownersOr(@Nullable UserId owner) {
    return users.withRightOr(OWN, owner == null ? List.of() : List.of(owner.value()));
  }

  /** Whether a lead may be his who does something. */
  boolean mayOwn(Actor actor) {
    return !actor.isSystem() && has(actor, OWN);
  }

  /** Whether a lead may be this user's. */
  boolean mayOwn(UserId user) {
    return users
        .find(user)
        .filter(found -> found.active() && has(new Actor(found.id(), found.roles()), OWN))
        .isPresent();
  }

  /** A role whose activities go with a lead to its owner, for what the program plans. */
  String ownersRole() {
    Set<String> roles = rights.roles(OWN, Scope.OWN);
    return roles.stream().sorted().findFirst().orElse("");
  }

  private static boolean reaches(Reach reach, @Nullable UserId owner) {
    return reach.isAll() || reach.isOwn() && (owner == null || owner.equals(reach.reader()));
  }
}
