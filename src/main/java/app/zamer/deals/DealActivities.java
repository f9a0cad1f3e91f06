package app.zamer.deals;

import app.zamer.activities.Activity;
import app.zamer.activities.ActivitySubject;
import app.zamer.activities.Ahead;
import app.zamer.activities.Result;
import app.zamer.activities.SubjectKind;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.PlanItem;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deals follow what becomes of their activities and deadlines. */
@Component
class DealActivities implements ActivitySubject {
  private final DealRepository repository;
  private final DealRights rights;
  private final DealChanges changes;
  private final Editions editions;
  private final NextSteps steps;
  private final CompanyClock clock;

  DealActivities(
      DealRepository repository,
      DealRights rights,
      DealChanges changes,
      Editions editions,
      NextSteps steps,
      CompanyClock clock) {
    this.repository = repository;
    this.rights = rights;
    this.changes = changes;
    this.editions = editions;
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public SubjectKind kind() {
    return SubjectKind.DEAL;
  }

  @Override
  public void require(Actor actor, long id, String right) {
    rights.require(actor, new DealId(id), right.equals("edit") ? "activity.edit" : "deal.story");
  }

  @Override
  public void lock(long id) {
    if (!repository.lock(new DealId(id))) {
      throw new NotFound("deal " + id);
    }
  }

  @Override
  @Transactional
  public void reassigned(Actor actor, Collection<Long> ids) {
    ids.forEach(id -> follow(actor, new DealId(id)));
  }

  @Override
  @Transactional
  public void planned(Actor actor, Activity activity) {
    follow(actor, new DealId(activity.subject()));
  }

  @Override
  @Transactional
  public List<Violation> completed(
      Actor actor, Activity activity, Result result, @Nullable LocalDate newDate) {
    var id = new DealId(activity.subject());
    repository.lock(id);
    Instant now = clock.instant();
    // What was completed counts for the day it belonged to (PRE-6, REP-7), before the date moves
    // on.
    changes.follow(id, actor, now);
    Deal deal = repository.find(id).orElseThrow();
    Optional<DealField> date = date(activity, deal.facts());
    if (date.isEmpty()) {
      return List.of();
    }
    DealFacts wanted = agreed(deal.facts(), date.get(), result, newDate);
    Regulation regulation = editions.inForce();
    rights.requireFields(actor, deal, regulation, DealChanges.changed(deal.facts(), wanted));
    DealFacts facts = changes.claimed(regulation, deal, wanted, now);
    List<Violation> violations =
        regulation.checkEdit(facts, DealChanges.changed(deal.facts(), facts), now);
    if (violations.isEmpty()) {
      changes.writeLocked(regulation, deal, facts, actor, activity.rule(), now);
    }
    return violations;
  }

  @Override
  public Optional<PlanItem> next(long id) {
    return repository
        .find(new DealId(id))
        .flatMap(
            deal ->
                editions.inForce().plan(deal.facts(), clock.instant()).stream()
                    .filter(item -> item.isOpen() && item.action() != null)
                    .findFirst());
  }

  @Override
  public Map<Long, Ahead> ahead(Actor actor, Set<Long> ids) {
    return steps.of(actor, repository.findAll(ids.stream().map(DealId::new).toList()));
  }

  @Override
  @Transactional
  public void due(long id) {
    follow(Actor.SYSTEM, new DealId(id));
  }

  /**
   * The field whose day the activity was for: its clause says, or it was the next contact, planned
   * by hand.
   */
  private Optional<DealField> date(Activity activity, DealFacts facts) {
    String rule = activity.rule();
    if (rule != null) {
      return editions.inForce().dateOf(rule).map(DealField::of);
    }
    return activity.dueOn().equals(facts.nextContactOn())
        ? Optional.of(DealField.NEXT_CONTACT_ON)
        : Optional.empty();
  }

  /** A contact that was made is no longer the next one; a date that was moved is the new one. */
  private static DealFacts agreed(
      DealFacts facts, DealField field, Result result, @Nullable LocalDate newDate) {
    if (result == Result.MOVED) {
      return field.in(facts, newDate);
    }
    return field == DealField.NEXT_CONTACT_ON ? field.in(facts, null) : facts;
  }

  private void follow(Actor actor, DealId id) {
    repository.lock(id);
    changes.follow(id, actor, clock.instant());
  }
}
