package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The technologist's stamp on the estimate (MEAS-5). */
@Component
public class Stamps {
  private final DealGate gate;
  private final CompanyClock clock;

  Stamps(DealGate gate, CompanyClock clock) {
    this.gate = gate;
    this.clock = clock;
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
        facts -> facts.with(new Estimate(facts.estimate().amount(), null, "")));
  }

  private static DealFacts stamped(DealFacts facts, Instant now, String by) {
    return facts.estimate().stampedAt() != null
        ? facts
        : facts.with(new Estimate(facts.estimate().amount(), now, by));
  }
}
