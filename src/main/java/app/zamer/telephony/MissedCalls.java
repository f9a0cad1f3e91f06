package app.zamer.telephony;

import app.zamer.activities.Activities;
import app.zamer.activities.Planning;
import app.zamer.activities.Result;
import app.zamer.activities.SubjectKind;
import app.zamer.clients.Client;
import app.zamer.clients.Clients;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The numbers that are to be called back: a number is on the list from a missed call until somebody
 * has spoken with it, or has said that there is nothing to call back for. On a deal the call-back
 * is an activity of its owner; a lead has its next attempt (LEAD-2).
 */
@Component
class MissedCalls {
  private final MissedCallRepository missed;
  private final Activities activities;
  private final Clients clients;
  private final CallRules rules;
  private final CallAudience audience;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;
  private final CallRights rights;

  MissedCalls(
      MissedCallRepository missed,
      Activities activities,
      Clients clients,
      CallRules rules,
      CallAudience audience,
      CompanyClock clock,
      ApplicationEventPublisher events,
      CallRights rights) {
    this.missed = missed;
    this.activities = activities;
    this.clients = clients;
    this.rules = rules;
    this.audience = audience;
    this.clock = clock;
    this.events = events;
    this.rights = rights;
  }

  /**
   * A client called in vain. The number is locked by then, since the call has been put on what it
   * belongs to.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void missed(Call call) {
    Phone phone = Objects.requireNonNull(call.phone());
    if (missed.spokenSince(phone, call.startedAt())) {
      return;
    }
    Instant now = clock.instant();
    missed.closeDone(phone, now);
    MissedCall row = missed.add(phone, call);
    DealId deal = call.deal();
    if (deal != null && row.activity() == null) {
      callBack(row.id(), phone, deal, now);
    }
    events.publishEvent(
        new CallMissed(
            call.id().value(),
            phone,
            clients.reachedBy(phone).stream().map(Client::id).findFirst().orElse(null),
            deal == null ? call.lead() : null,
            deal,
            missed.owner(row.id()).orElse(null),
            call.startedAt()));
  }

  private void callBack(long id, Phone phone, DealId deal, Instant now) {
    String text = Messages.text("calls.call-back", phone.shown()).ru();
    Planning planning =
        activities.plan(
            Actor.SYSTEM,
            SubjectKind.DEAL,
            deal.value(),
            text,
            rules.callBack(now),
            rules.callBackClause());
    if (planning instanceof Planning.Planned(var activity)) {
      missed.planned(id, activity.id());
    }
  }

  /** Somebody has spoken with a number: whoever wanted to call it back need not. */
  @Transactional(propagation = Propagation.MANDATORY)
  void spoken(Call call) {
    Phone phone = Objects.requireNonNull(call.phone());
    missed
        .open(phone)
        .filter(row -> !call.startedAt().isBefore(row.lastAt()))
        .ifPresent(
            row ->
                settle(row, call.user(), "spoken", Messages.text("calls.call-back.spoken").ru()));
  }

  /** At whom a missed call rang became known only now. */
  @Transactional(propagation = Propagation.MANDATORY)
  void rangAt(Call call, UserId user) {
    missed.rangAt(Objects.requireNonNull(call.phone()), user);
  }

  /** We called, and nobody answered there either: the number stays on the list. */
  @Transactional(propagation = Propagation.MANDATORY)
  void tried(Call call) {
    missed.tried(Objects.requireNonNull(call.phone()), call.startedAt());
  }

  /**
   * Somebody says that there is nothing to call back for.
   *
   * @throws NotFound if there is no such number on the list
   * @throws AccessDeniedException if it is somebody else's
   */
  @Transactional
  void settle(Actor actor, long id) {
    rights.requireWork(actor);
    MissedCall row = missed.lock(id).orElseThrow(() -> new NotFound("missed call " + id));
    Optional<UserId> owner = missed.owner(id);
    if (!rights.seesAll(actor) && owner.isPresent() && !owner.get().equals(actor.id())) {
      throw new AccessDeniedException("missed call " + id + " is somebody else's");
    }
    if (row.settledAt() == null) {
      settle(row, actor.id(), "by-hand", Messages.text("calls.call-back.by-hand").ru());
    }
  }

  private void settle(MissedCall row, @Nullable UserId by, String how, String comment) {
    missed.settle(row.id(), by, how, clock.instant());
    if (row.activity() != null) {
      activities.complete(Actor.SYSTEM, row.activity(), Result.DONE, comment, null);
    }
    audience.tell(row.id(), Set.of());
  }

  /** A lead has become a deal, which has no next attempt: the call-back is planned on it. */
  @Transactional(propagation = Propagation.MANDATORY)
  void carryOver(LeadId lead, DealId deal) {
    for (MissedCall row : missed.carryOver(lead, deal)) {
      callBack(row.id(), row.phone(), deal, clock.instant());
    }
  }
}
