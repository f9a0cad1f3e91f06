package app.zamer.telephony;

import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who hears that a telephone has begun or ceased to ring: on whose screen it does. */
@Component
class RingAudience implements LiveAudience {
  private final Live live;

  RingAudience(Live live) {
    this.live = live;
  }

  void tell(CallId call, Set<UserId> people) {
    if (!people.isEmpty()) {
      live.changed(new LiveChange(kind(), call.value(), people));
    }
  }

  @Override
  public String kind() {
    return "ring";
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return change.people().contains(actor.id());
  }
}
