package app.zamer.telephony;

import app.zamer.company.CompanyClock;
import app.zamer.leads.CallTarget;
import app.zamer.leads.LeadConverted;
import app.zamer.leads.LeadId;
import app.zamer.leads.Leads;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The calls that the telephone exchange reports. A call is kept once, however often and by how many
 * it is reported.
 */
@Service
public class Calls {
  private static final Set<Role> REPORTERS =
      EnumSet.of(Role.MANAGER, Role.HEAD_OF_SALES, Role.COMMUNICATIONS_MANAGER, Role.ADMINISTRATOR);

  private final CallRepository calls;
  private final Leads leads;
  private final CompanyClock clock;

  Calls(CallRepository calls, Leads leads, CompanyClock clock) {
    this.calls = calls;
    this.leads = leads;
    this.clock = clock;
  }

  /**
   * Keeps a call and puts it on what it belongs to (LEAD-1, LEAD-2). A call that was reported
   * before, by the exchange's id, stays as it is, but for a recording that was missing and a
   * duration that has grown.
   *
   * @throws AccessDeniedException if the actor may not report calls
   */
  @Transactional
  public Reported report(Actor actor, CallReport report) {
    requireReport(actor);
    // a rival report of the same call waits here until this one is through, and then finds the call
    Optional<CallId> made = calls.insert(report, actor, clock.instant());
    if (made.isEmpty()) {
      return new Reported(calls.complete(report), false);
    }
    CallId id = made.get();
    return new Reported(
        switch (leads.call(actor, report.call())) {
          case CallTarget.OnLead(LeadId lead, boolean first) -> calls.putOn(id, lead);
          case CallTarget.OnDeal(DealId deal) -> calls.putOn(id, deal);
        },
        true);
  }

  /** LEAD-3: the calls of a lead go with it to the deal. */
  @EventListener
  void converted(LeadConverted event) {
    calls.carryOver(event.lead(), event.deal());
  }

  static void requireReport(Actor actor) {
    if (!actor.isSystem() && actor.roles().stream().noneMatch(REPORTERS::contains)) {
      throw new AccessDeniedException(actor.id() + " may not report calls");
    }
  }

  /**
   * @param first whether nobody had reported the call before
   */
  public record Reported(Call call, boolean first) {}
}
