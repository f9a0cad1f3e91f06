package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The technologist's stamp on the estimate (MEAS-5). */
@Component
public class Stamps {
  private final DealGate gate;
  private final DealChat chat;
  private final MeasurementRepository measurements;
  private final CompanyClock clock;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  Stamps(
      DealGate gate,
      DealChat chat,
      MeasurementRepository measurements,
      CompanyClock clock,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    this.gate = gate;
    this.chat = chat;
    this.measurements = measurements;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.events = events;
  }

  /**
   * Stamps the estimate now; a stamp that is there already stays as it is. A stamp that comes too
   * late for the visit is taken all the same: it counts once the visit is rescheduled.
   *
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not stamp
   */
  public Outcome stamp(Actor actor, DealId deal, @Nullable Long expectedVersion) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return gate.change(
        actor,
        deal,
        "stamp",
        "stamp",
        expectedVersion,
        facts -> stamped(facts, now, actor.id().value()));
  }

  /**
   * Takes the stamp away; does nothing if there is none.
   *
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not stamp
   */
  public Outcome remove(Actor actor, DealId deal, @Nullable Long expectedVersion) {
    return gate.change(
        actor,
        deal,
        "stamp",
        null,
        expectedVersion,
        facts ->
            facts.with(
                new Estimate(facts.estimate().amount(), null, "", facts.estimate().returnedAt())));
  }

  /**
   * Gives the estimate back: says in the deal's chat what is wrong with it, and takes a stamp away
   * that is on it; all of it or nothing. It is the manager's to mend from then on (MEAS-5).
   *
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   * @param remark what the manager has to mend
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not stamp
   */
  public Outcome giveBack(Actor actor, DealId deal, @Nullable Long expectedVersion, String remark) {
    Outcome outcome =
        transaction.execute(
            status -> {
              Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
              Outcome returned =
                  gate.change(
                      actor,
                      deal,
                      "stamp",
                      null,
                      expectedVersion,
                      facts -> facts.with(new Estimate(facts.estimate().amount(), null, "", now)));
              if (!(returned instanceof Outcome.Done)) {
                status.setRollbackOnly();
                return returned;
              }
              Optional<Violation> wrong = chat.say(actor, deal, remark);
              if (wrong.isPresent()) {
                status.setRollbackOnly();
                return new Outcome.Refused(List.of(wrong.get()));
              }
              measurements.addReturn(deal, remark, actor, now);
              events.publishEvent(new EstimateReturned(deal, actor.id(), now));
              return returned;
            });
    return Objects.requireNonNull(outcome);
  }

  private static DealFacts stamped(DealFacts facts, Instant now, String by) {
    return facts.estimate().stampedAt() != null
        ? facts
        : facts.with(new Estimate(facts.estimate().amount(), now, by));
  }
}
