package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.CallDirection;
import app.zamer.leads.CallTarget;
import app.zamer.leads.LeadConverted;
import app.zamer.leads.LeadId;
import app.zamer.leads.Leads;
import app.zamer.leads.PhoneCall;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Extensions;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The calls that the telephone exchange reports, as they go on or when they have ended. A call is
 * kept once, however often, by how many and in whatever order it is reported.
 */
@Service
public class Calls {
  private final CallRepository calls;
  private final MissedCalls missed;
  private final Leads leads;
  private final Extensions extensions;
  private final CallRules rules;
  private final RingAudience ringing;
  private final CallAudience audience;
  private final CompanyClock clock;
  private final CallRights rights;
  private final OwnCalls own;

  Calls(
      CallRepository calls,
      MissedCalls missed,
      Leads leads,
      Extensions extensions,
      CallRules rules,
      RingAudience ringing,
      CallAudience audience,
      CompanyClock clock,
      CallRights rights,
      OwnCalls own) {
    this.calls = calls;
    this.missed = missed;
    this.leads = leads;
    this.extensions = extensions;
    this.rules = rules;
    this.ringing = ringing;
    this.audience = audience;
    this.clock = clock;
    this.rights = rights;
    this.own = own;
  }

  /**
   * Keeps a call that has ended and puts it on what it belongs to (LEAD-1, LEAD-2). A call that was
   * told before, by the exchange's id, comes to the same in whatever order it is told.
   *
   * @throws AccessDeniedException if the actor may not report calls, or this one is none of his
   */
  @Transactional
  public Reported report(Actor actor, CallReport report) {
    return heard(actor, report.callId(), report.event());
  }

  /**
   * Keeps what has happened to a call that goes on. It rings on the screens of those it is for; as
   * soon as it is answered or has ended it is put on what it belongs to (LEAD-1, LEAD-2).
   *
   * @throws AccessDeniedException if the actor may not report calls, or this one is none of his
   */
  @Transactional
  public Reported happened(Actor actor, CallEvent event) {
    return heard(actor, event.callId(), event);
  }

  private Reported heard(Actor actor, @Nullable String callId, CallEvent told) {
    rights.requireReport(actor);
    CallEvent event = OwnCalls.isExchange(actor) ? told : told.by(actor.id());
    // the ids that a person gives are his own: with them he reaches no call of the exchange
    String teller = OwnCalls.isExchange(actor) ? "" : actor.id().value();
    own.require(actor, event.phone());
    Optional<Call> made = calls.insert(teller, callId, event, actor, clock.instant());
    Call before = made.orElseGet(() -> calls.lock(teller, event.callId()));
    own.require(actor, before.phone());
    return new Reported(follow(actor, before, event, made.isPresent()), made.isPresent());
  }

  private Call follow(Actor actor, Call before, CallEvent event, boolean first) {
    UserId person =
        event.user() == null ? extensions.owner(event.extension()).orElse(null) : event.user();
    Call after = ringing(before.after(event, person), before, event);
    after = told(actor, after);
    if (!first && after.equals(before)) {
      return after;
    }
    calls.save(after);
    if (before.told() != null && after.user() != null && !after.user().equals(before.user())) {
      knownLater(after, after.user());
    }
    Set<UserId> people = new HashSet<>(before.rung());
    people.addAll(after.rung());
    if (after.user() != null) {
      people.add(after.user());
    }
    ringing.tell(after.id(), people);
    audience.tell(after.id().value(), Set.of());
    DealId deal = after.deal();
    LeadId lead = after.lead();
    if (deal != null) {
      audience.tell(deal, calls.owner(deal, null));
    } else if (lead != null) {
      audience.tell(lead, calls.owner(null, lead));
    }
    return after;
  }

  /** On whose screens it rings: whose numbers it rings at, else any manager who does not speak. */
  private Call ringing(Call call, Call before, CallEvent event) {
    if (call.state() != CallState.RINGING) {
      Set<UserId> alone = extensions.owners(call.extensions());
      boolean missed = call.said() == null && call.state().isOver() && !call.answered();
      return missed && alone.size() == 1
          ? call.ringingAt(call.rung(), alone.iterator().next())
          : call;
    }
    Set<UserId> people = new HashSet<>(extensions.owners(call.extensions()));
    if (event.user() != null) {
      people.add(event.user());
    }
    if (people.isEmpty()) {
      people.addAll(before.rung());
    }
    if (people.isEmpty() && call.direction() == CallDirection.INCOMING) {
      List<UserId> free = calls.people(rights.takers(), true);
      people.addAll(free.isEmpty() ? calls.people(rights.takers(), false) : free);
    }
    return call.ringingAt(people, call.user());
  }

  /**
   * Whose a call was became known only after it was put on what it belongs to: that is his now as
   * if it had been known at once.
   */
  private void knownLater(Call call, UserId user) {
    LeadId lead = call.lead();
    if (lead != null && calls.made(call.id(), lead)) {
      leads.belongsTo(lead, user);
    }
    if (call.missed()) {
      missed.rangAt(call, user);
    }
  }

  /** Tells leads and deals of a call once it is known whether anybody spoke. */
  private Call told(Actor actor, Call call) {
    Phone phone = call.phone();
    boolean known = call.answered() || call.state().isOver();
    boolean news = call.told() == null || !call.told() && call.answered();
    if (phone == null || !known || !news) {
      return call;
    }
    PhoneCall reported =
        new PhoneCall(phone, call.direction(), call.startedAt(), call.answered(), call.user());
    Call put =
        switch (leads.call(actor, reported)) {
          case CallTarget.OnLead(LeadId lead, boolean _) -> call.on(lead, null, call.answered());
          case CallTarget.OnDeal(DealId deal) -> call.on(call.lead(), deal, call.answered());
        };
    if (put.answered()) {
      missed.spoken(put);
    } else if (put.missed()) {
      missed.missed(put);
    } else {
      missed.tried(put);
    }
    return put;
  }

  /**
   * Makes the lead of a number that rings, for the one who asks (LEAD-1); what the number belongs
   * to already stays what it is.
   *
   * @throws NotFound if there is no such call on the actor's screens, or its number is hidden
   * @throws AccessDeniedException if the number is another's
   */
  @Transactional
  CallTarget lead(Actor actor, CallId id) {
    rights.requireWork(actor);
    Call call = calls.lock(id).orElseThrow(() -> new NotFound("call " + id));
    Phone phone = call.phone();
    if (phone == null) {
      throw new NotFound("number of call " + id);
    }
    if (!call.rung().contains(actor.id()) && !actor.id().equals(call.user())) {
      throw new NotFound("call " + id + " on the screens of " + actor.id());
    }
    if (call.told() != null) {
      LeadId lead = call.lead();
      DealId deal = call.deal();
      if (deal != null) {
        return new CallTarget.OnDeal(deal);
      }
      if (lead != null) {
        return new CallTarget.OnLead(lead, false);
      }
    }
    own.require(actor, phone);
    // as answered, since somebody attends to it; if nobody does after all, the exchange will say so
    CallTarget target =
        leads.call(
            actor, new PhoneCall(phone, call.direction(), call.startedAt(), true, actor.id()));
    ringing.tell(id, call.rung());
    return target;
  }

  /** Takes a call from the screens of the one who asks; it rings on with the others. */
  @Transactional
  void hide(Actor actor, CallId id) {
    calls.hide(id, actor.id());
    ringing.tell(id, Set.of(actor.id()));
  }

  /**
   * Closes a call that goes on for longer than calls do: an exchange that has stopped in the middle
   * of a call will not say how it ended.
   */
  @Transactional
  boolean closeIfOverdue(CallId id) {
    Call call = calls.lock(id).orElseThrow();
    Instant now = clock.instant();
    boolean rings = call.state() == CallState.RINGING;
    Instant until = call.startedAt().plus(rings ? rules.ringsAtMost() : rules.speaksAtMost());
    if (call.state().isOver() || !until.isBefore(now)) {
      return false;
    }
    var lost =
        new CallEvent(
            id.toString(),
            CallState.UNKNOWN,
            call.phone(),
            call.direction(),
            until,
            call.startedAt(),
            null,
            null,
            call.answered(),
            null,
            "");
    follow(Actor.SYSTEM, call, lost, false);
    return true;
  }

  /** LEAD-3: the calls of a lead go with it to the deal. */
  @EventListener
  void converted(LeadConverted event) {
    calls.carryOver(event.lead(), event.deal());
    missed.carryOver(event.lead(), event.deal());
  }

  /**
   * @param first whether nobody had reported the call before
   */
  public record Reported(Call call, boolean first) {}
}
