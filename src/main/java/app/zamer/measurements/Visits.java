package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Topic;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
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
  private static final String STATUS = DealField.MEASUREMENT_STATUS.id();
  private static final String OUTCOME = DealField.VISIT_OUTCOME.id();

  private final CheckedGate gate;
  private final DealAccess access;
  private final VisitQuery query;
  private final Editions editions;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;

  Visits(
      CheckedGate gate,
      DealAccess access,
      VisitQuery query,
      Editions editions,
      CompanyClock clock,
      ApplicationEventPublisher events) {
    this.gate = gate;
    this.access = access;
    this.query = query;
    this.editions = editions;
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
    Regulation regulation = editions.inForce();
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
                repeats(deal, facts, regulation),
                now,
                regulation),
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
        facts -> report.report(facts, query.isOpen(deal), now, editions.inForce()));
  }

  private boolean repeats(DealId deal, DealFacts facts, Regulation regulation) {
    Visit visit = facts.visit();
    if (visit != null) {
      return visit.repeat() || regulation.means(OUTCOME, visit.outcome(), Meaning.REPEAT);
    }
    // The repeat visit that was planned may have been called off since.
    return facts.visitsHeld() > 0
        && query.endedIn(deal, regulation.words(OUTCOME, Set.of(Meaning.REPEAT)));
  }

  private Checked confirmed(DealFacts facts, Instant now) {
    Visit visit = facts.visit();
    // that there is one, the regulation says
    if (visit == null || visit.confirmedAt() != null) {
      return Checked.fine(facts);
    }
    Regulation regulation = editions.inForce();
    if (!query.isEngineer(visit.engineer())) {
      return new Checked(
          facts,
          List.of(
              regulation.violation(
                  Topic.VISIT_PLAN, "visit", Messages.text("visits.confirm.engineer-left"))));
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
        facts
            .with(confirmed, facts.visitsHeld())
            .with(STATUS, regulation.word(STATUS, Meaning.CONFIRMED)));
  }

  /** As finely as the database keeps it, so that what was written is what is read. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
