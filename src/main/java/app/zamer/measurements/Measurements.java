package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.VisitChanged.Before;
import app.zamer.measurements.VisitChanged.What;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one row in which a deal's estimate, planned measurement, measurement status and contract
 * stand, and the visits of the deal. Deal card and ledger are views of it (ALL-1).
 */
@Component
public class Measurements {
  private final MeasurementRepository repository;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;

  Measurements(
      MeasurementRepository repository, CompanyClock clock, ApplicationEventPublisher events) {
    this.repository = repository;
    this.clock = clock;
    this.events = events;
  }

  /** Makes the row of a new deal, with nothing in it yet. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void open(DealId deal) {
    repository.open(deal);
  }

  /**
   * Writes what differs between the two facts: estimate, measurement, contract and visit; in one
   * statement, and in none if nothing of these differs. A visit that is gone from the facts is
   * called off, another one takes its place as a row of its own. The caller holds the deal's lock,
   * so that {@code before} is what is stored.
   *
   * @param now when it happens; the day of a contract is its day in the company's time zone
   * @return the facts as they are stored now: where a visit was called off that an earlier one came
   *     before, that one counts again, and the facts show it
   * @throws org.springframework.dao.DuplicateKeyException if another deal has the contract number
   *     (WIN-2)
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public DealFacts save(DealId deal, DealFacts before, DealFacts after, Instant now, Actor by) {
    repository.save(deal, before, after, now, LocalDate.ofInstant(now, clock.getZone()), by);
    news(deal, before, after, now, by).forEach(events::publishEvent);
    boolean calledOff = before.visit() != null && after.visit() == null;
    return calledOff && after.visitsHeld() > 0
        ? after.with(repository.visitThatCounts(deal).orElse(null), after.visitsHeld())
        : after;
  }

  /** What others are told of: a visit to come, and a stamp. */
  private static List<Object> news(
      DealId deal, DealFacts before, DealFacts after, Instant now, Actor by) {
    List<Object> news = new ArrayList<>();
    Visit was = before.visit();
    Visit is = after.visit();
    boolean same = Facts.sameVisit(was, is);
    Visit pending = was != null && was.outcome().isEmpty() ? was : null;
    if (is != null && !same && is.outcome().isEmpty()) {
      news.add(
          new VisitChanged(
              deal,
              pending == null ? What.PLANNED : What.MOVED,
              new UserId(is.engineer()),
              is.startsAt(),
              pending == null
                  ? null
                  : new Before(new UserId(pending.engineer()), pending.startsAt()),
              by.id(),
              now));
    } else if (is == null && pending != null) {
      news.add(visit(deal, What.CALLED_OFF, pending, now, by));
    } else if (is != null
        && same
        && was != null
        && is.confirmedAt() != null
        && was.confirmedAt() == null) {
      news.add(visit(deal, What.CONFIRMED, is, now, by));
    }
    if (before.estimate().stampedAt() == null && after.estimate().stampedAt() != null) {
      news.add(new StampGiven(deal, by.id(), now));
    }
    return news;
  }

  private static VisitChanged visit(DealId deal, What what, Visit visit, Instant now, Actor by) {
    return new VisitChanged(
        deal, what, new UserId(visit.engineer()), visit.startsAt(), null, by.id(), now);
  }

  /**
   * What follows for the measurement from a change of the facts, whoever makes it:
   *
   * <ul>
   *   <li>a date that is set or changed was decided today; a record appears in the ledger with it;
   *   <li>another date calls off the visit that has no outcome and voids its confirmation (PRE-7,
   *       REP-7);
   *   <li>another sum voids the technologist's stamp (MEAS-5).
   * </ul>
   *
   * Applying it a second time changes nothing more.
   *
   * @param after the facts as somebody wants them; {@code decidedOn} in them is not listened to
   * @param today the day in the company's time zone
   * @param regulation whose words the status is
   */
  public static DealFacts consistent(
      DealFacts before, DealFacts after, LocalDate today, Regulation regulation) {
    return Consistency.of(before, after, today, regulation);
  }
}
