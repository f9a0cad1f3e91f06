package app.zamer.telephony;

import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who hears that a list of calls has changed: whose call it is, or every manager, and their head. */
@Component
class CallAudience implements LiveAudience {
  private final Live live;

  CallAudience(Live live) {
    this.live = live;
  }

  /**
   * @param people whose it is; nobody for every manager
   */
  void tell(long id, Set<UserId> people) {
    live.changed(new LiveChange(kind(), id, people));
  }

  @Override
  public String kind() {
    return "call";
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return CallRights.seesAll(actor)
        || actor.is(Role.MANAGER)
            && (change.people().isEmpty() || change.people().contains(actor.id()));
  }
}
