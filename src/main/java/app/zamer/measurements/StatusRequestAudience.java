package app.zamer.measurements;

import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who hears of requests for a status: who may grant them, and who has asked. */
@Component
class StatusRequestAudience implements LiveAudience {
  private final Live live;
  private final Rights rights;

  StatusRequestAudience(Live live, Rights rights) {
    this.live = live;
    this.rights = rights;
  }

  /** Tells of a request that has been made or granted. */
  void tell(StatusRequest request) {
    live.changed(new LiveChange(kind(), request.id(), Set.of(request.requestedBy())));
  }

  @Override
  public String kind() {
    return "status-request";
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return rights.may(actor, Ledger.READ_REQUESTS) && change.people().contains(actor.id())
        || rights.reach(actor, Ledger.SET_STATUS).isAll();
  }
}
