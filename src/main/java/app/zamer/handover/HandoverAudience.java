package app.zamer.handover;

import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who hears that what waits to be handed over has changed: who hands over. */
@Component
class HandoverAudience implements LiveAudience {
  private final Live live;
  private final Rights rights;

  HandoverAudience(Live live, Rights rights) {
    this.live = live;
    this.rights = rights;
  }

  /**
   * @param handover its number; 0 if what waits has changed by something else
   */
  void tell(long handover) {
    live.changed(new LiveChange(kind(), handover, Set.of()));
  }

  @Override
  public String kind() {
    return "handover";
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return rights.reach(actor, Handovers.RIGHT).isAll();
  }
}
