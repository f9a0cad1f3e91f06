package app.zamer.leads;

import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.UserId;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who hears of the changes of a lead: those who may see it. */
@Component
class LeadAudience implements LiveAudience {
  private final Live live;
  private final LeadRights rights;

  LeadAudience(Live live, LeadRights rights) {
    this.live = live;
    this.rights = rights;
  }

  /** Tells of a lead that has been made or changed. */
  void tell(Lead before, Lead after) {
    Set<UserId> people = new HashSet<>();
    // a lead that was or is free is everybody's
    if (before.owner() != null && after.owner() != null) {
      people.add(before.owner());
      people.add(after.owner());
    }
    live.changed(new LiveChange(kind(), after.id().value(), people));
  }

  @Override
  public String kind() {
    return "lead";
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    Reach reach = rights.reach(actor, LeadRights.READ);
    return reach.isAll()
        || reach.isOwn() && (change.people().isEmpty() || change.people().contains(actor.id()));
  }
}
