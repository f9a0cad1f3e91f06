package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.measurements.DealGate;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The way into a deal for what is done at its measurement: stamp, visit and ledger. */
@Component
class DealMeasurements implements DealGate {
  private final DealRepository repository;
  private final DealRights rights;
  private final DealChanges changes;
  private final Editions editions;
  private final CompanyClock clock;

  DealMeasurements(
      DealRepository repository,
      DealRights rights,
      DealChanges changes,
      Editions editions,
      CompanyClock clock) {
    this.repository = repository;
    this.rights = rights;
    this.changes = changes;
    this.editions = editions;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Outcome change(
      Actor actor,
      DealId id,
      String right,
      @Nullable String action,
      @Nullable Long expectedVersion,
      UnaryOperator<DealFacts> change) {
    if (!repository.lock(id)) {
      throw new NotFound("deal " + id);
    }
    Deal deal = repository.find(id).orElseThrow();
    rights.require(actor, deal, right);
    if (expectedVersion != null && expectedVersion != deal.version()) {
      return new Outcome.Stale(deal.version());
    }
    Regulation regulation = editions.inForce();
    Instant now = clock.instant();
    DealFacts wanted = change.apply(deal.facts());
    rights.requireFields(actor, deal, regulation, asked(deal.facts(), wanted, action));
    DealFacts facts = changes.claimed(regulation, deal, wanted, now);
    var violations =
        new ArrayList<Violation>(action == null ? List.of() : regulation.check(facts, action, now));
    regulation.checkEdit(facts, DealChanges.changed(deal.facts(), facts), now).stream()
        .filter(violation -> !violations.contains(violation))
        .forEach(violations::add);
    if (!violations.isEmpty()) {
      return new Outcome.Refused(violations);
    }
    Deal after = changes.writeLocked(regulation, deal, facts, actor, null, now);
    return new Outcome.Done(after.facts(), after.version());
  }

  /** An action of its own right brings the status about that follows from it. */
  private static Set<String> asked(DealFacts before, DealFacts wanted, @Nullable String action) {
    Set<String> changed = DealChanges.changed(before, wanted);
    return action == null
        ? changed
        : changed.stream()
            .filter(field -> !field.equals(DealField.MEASUREMENT_STATUS.id()))
            .collect(Collectors.toSet());
  }
}
