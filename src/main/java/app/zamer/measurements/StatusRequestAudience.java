package app.zamer.measurements;

import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.DealScopes;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who hears of requests for a status: who may grant them, and who has asked. */
@Component
class StatusRequestAudience implements LiveAudience {
  private final Live live;
  private final DealScopes scopes;

  StatusRequestAudience(Live live, DealScopes scopes) {
    this.live = live;
    this.scopes = scopes;
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
    return change.people().contains(actor.id())
        || scopes.scopes(actor, Ledger.SET_STATUS).contains(Scope.ALL);
  }
}
