package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * An engineer's visit to the client's premises: planned and confirmed by the communications
 * manager, its result given by the engineer or by the manager on his word. Every method throws
 * {@link app.zamer.web.NotFound} if there is no such deal and {@link
 * org.springframework.security.access.AccessDeniedException} if the actor lacks the right, and
 * takes the deal's version that the actor has seen, or null if he did not say.
 */
@Component
public class Visits {
  private final CheckedGate gate;
  private final DealAccess access;
  private final VisitQuery query;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;

  Visits(
      CheckedGate gate,
      DealAccess access,
      VisitQuery query,
      CompanyClock clock,
      ApplicationEventPublisher events) {
    this.gate = gate;
    this.access = access;
    this.query = query;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Plans a visit (MEAS-7), instead of the one that is planned and has no result yet. Who moves the
   * measurement's date with it needs the right {@code ledger.edit} as well.
   */
  public Outcome plan(Actor actor, DealId deal, @Nullable Long expectedVersion, VisitPlan plan) {
    if (plan.moveDate()) {
      access.require(actor, deal, "ledger.edit");
    }
    Instant now = now();
    return gate.change(
        actor,
        deal,
        "visit.plan",
        "visit.plan",
        expectedVersion,
        facts ->
            plan.plan(
                facts,
                query.isEngineer(plan.engineer()),
                repeats(deal, facts),
                now,
                clock.getZone()),
        done -> {
          // A day that takes the deal to another stage may have called the visit off again.
          Visit visit = done.facts().visit();
          if (visit != null) {
            events.publishEvent(
                new VisitPlanned(
                    deal, new UserId(visit.engineer()), visit.startsAt(), visit.endsAt(), actor));
          }
        });
  }

  /** Confirms the planned visit (MEAS-5, MEAS-6); a confirmed one stays as it is. */
  public Outcome confirm(Actor actor, DealId deal, @Nullable Long expectedVersion) {
    Instant now = now();
    return gate.change(
        actor,
        deal,
        "visit.confirm",
        "visit.confirm",
        expectedVersion,
        facts -> confirmed(facts, now));
  }

  /**
   * Enters the result of the visit, or another one instead while the deal is open (REP-1, REP-2,
   * MEAS-10).
   */
  public Outcome report(
      Actor actor, DealId deal, @Nullable Long expectedVersion, VisitReport report) {
    Instant now = now();
    return gate.change(
        actor,
        deal,
        "visit.result",
        "visit.result",
        expectedVersion,
        facts -> report.report(facts, query.isOpen(deal), now, clock.getZone()));
  }

  private boolean repeats(DealId deal, DealFacts facts) {
    Visit visit = facts.visit();
    if (visit != null) {
      return visit.repeat() || visit.outcome().equals("repeat");
    }
    // The repeat visit that was planned may have been called off since.
    return facts.visitsHeld() > 0 && query.endedInRepeat(deal);
  }

  private Checked confirmed(DealFacts facts, Instant now) {
    Visit visit = facts.visit();
    if (visit == null) {
      return new Checked(
          facts,
          List.of(
              new Violation(
                  "MEAS-7",
                  "visit",
                  new Text(
                      "Выезд ещё не создан — укажите инженера, дату и время.",
                      "There is no visit yet; give engineer, date and time."))));
    }
    if (visit.confirmedAt() != null) {
      return Checked.fine(facts);
    }
    if (!query.isEngineer(visit.engineer())) {
      return new Checked(
          facts,
          List.of(new Violation("MEAS-7", "visit", Messages.text("visits.confirm.engineer-left"))));
    }
    var confirmed =
        new Visit(
            visit.engineer(),
            visit.startsAt(),
            visit.endsAt(),
            visit.plannedAt(),
            now,
            visit.outcome(),
            visit.outcomeAt(),
            visit.repeat());
    return Checked.fine(
        facts.with(confirmed, facts.visitsHeld()).with("measurement.status", "confirmed"));
  }

  /** As finely as the database keeps it, so that what was written is what is read. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
