package app.zamer.telephony;

import app.zamer.leads.LeadId;
import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who hears that a list of calls has changed: by the right {@code call.read} whose call it is, or
 * whoever has it for calls that are nobody's.
 */
@Component
class CallAudience implements LiveAudience {
  private final Live live;
  private final CallRights rights;

  CallAudience(Live live, CallRights rights) {
    this.live = live;
    this.rights = rights;
  }

  /**
   * @param people whose it is; nobody for whoever may see calls
   */
  void tell(long id, Set<UserId> people) {
    live.changed(new LiveChange(kind(), id, people));
  }

  /** Tells of a call that lies on a deal or lead, whose cards show it. */
  void tell(DealId deal, Set<UserId> owner) {
    live.changed(new LiveChange("deal", deal.value(), owner));
  }

  /** The same for a lead. */
  void tell(LeadId lead, Set<UserId> owner) {
    live.changed(new LiveChange("lead", lead.value(), owner));
  }

  @Override
  public String kind() {
    return "call";
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return rights.seesAll(actor)
        || rights.sees(actor)
            && (change.people().isEmpty() || change.people().contains(actor.id()));
  }
}
