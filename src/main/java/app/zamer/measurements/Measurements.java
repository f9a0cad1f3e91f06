package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.time.Instant;
import java.time.LocalDate;
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

  Measurements(MeasurementRepository repository, CompanyClock clock) {
    this.repository = repository;
    this.clock = clock;
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
    boolean calledOff = before.visit() != null && after.visit() == null;
    return calledOff && after.visitsHeld() > 0
        ? after.with(repository.visitThatCounts(deal).orElse(null), after.visitsHeld())
        : after;
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
   */
  public static DealFacts consistent(DealFacts before, DealFacts after, LocalDate today) {
    return Consistency.of(before, after, today);
  }
}
