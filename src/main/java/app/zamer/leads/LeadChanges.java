package app.zamer.leads;

import app.zamer.activities.Activities;
import app.zamer.activities.SubjectKind;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Text;
import app.zamer.regulation.Topic;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Writes what became of a lead, with its history (ALL-3), and makes the planned attempt follow
 * (LEAD-2).
 */
@Component
class LeadChanges {
  private final LeadRepository leads;
  private final Activities activities;
  private final LeadAudience audience;
  private final LeadRights rights;
  private final Editions editions;
  private final ApplicationEventPublisher events;
  private final CompanyClock clock;

  LeadChanges(
      LeadRepository leads,
      Activities activities,
      LeadAudience audience,
      LeadRights rights,
      Editions editions,
      ApplicationEventPublisher events,
      CompanyClock clock) {
    this.leads = leads;
    this.activities = activities;
    this.audience = audience;
    this.rights = rights;
    this.editions = editions;
    this.events = events;
    this.clock = clock;
  }

  /** What the regulation in force says of leads. */
  LeadRules rules() {
    return editions.inForce().leads();
  }

  Regulation regulation() {
    return editions.inForce();
  }

  /** The clause that history refers to; null if the regulation in force names none. */
  @Nullable String clauseOf(Topic topic) {
    String clause = editions.inForce().clauseOf(topic);
    return clause.isEmpty() ? null : clause;
  }

  /** Makes a lead. */
  Lead insert(Actor actor, Draft draft, @Nullable String rule) {
    Lead lead = leads.insert(draft, rules().start(), rule, actor, clock.instant());
    audience.tell(lead, lead);
    assigned(actor, null, lead);
    return lead;
  }

  /** Adds words to the history of a lead that stays as it is. */
  void note(Actor actor, Lead lead, String field, String text) {
    leads.note(
        lead.id(), null, List.of(new FieldChange(field, null, text)), actor, clock.instant());
    audience.tell(lead, lead);
  }

  /**
   * @param before the lead as this transaction has locked it
   * @param rule the clause that brings the change; null if a person's will alone does
   */
  Lead save(Actor actor, Lead before, Lead after, @Nullable String rule) {
    return save(actor, before, after, rule, false, List.of());
  }

  /**
   * As {@link #save}, for a lead that is given to somebody together with others, of all of which he
   * is told at once by whoever does that.
   */
  Lead handOver(Actor actor, Lead before, @Nullable UserId to) {
    return stored(
        actor,
        before,
        before.changed(before.title(), before.clientName(), before.source(), to),
        null,
        false,
        List.of());
  }

  /**
   * As {@link #save}, after a call: whether or not anybody answered, it was the attempt that had
   * been planned.
   *
   * @param more what the history says besides
   */
  Lead saveCalled(Actor actor, Lead before, Lead after, FieldChange... more) {
    return save(actor, before, after, rules().clause(), true, List.of(more));
  }

  private Lead save(
      Actor actor,
      Lead before,
      Lead after,
      @Nullable String rule,
      boolean attempted,
      List<FieldChange> more) {
    Lead saved = stored(actor, before, after, rule, attempted, more);
    assigned(actor, before.owner(), saved);
    return saved;
  }

  private Lead stored(
      Actor actor,
      Lead before,
      Lead after,
      @Nullable String rule,
      boolean attempted,
      List<FieldChange> more) {
    List<FieldChange> changes =
        new ArrayList<>(FieldChange.between(before, after, clock.getZone()));
    if (changes.isEmpty()) {
      Instant lastCallAt = after.lastCallAt();
      if (lastCallAt != null && !lastCallAt.equals(before.lastCallAt())) {
        leads.rememberCall(after.id(), lastCallAt);
      }
      return after;
    }
    changes.addAll(more);
    Lead saved = leads.save(after, rule, changes, actor, clock.instant());
    audience.tell(before, saved);
    if (!Objects.equals(before.nextAttemptAt(), saved.nextAttemptAt())
        || !Objects.equals(before.owner(), saved.owner())
        || before.isClosed() != saved.isClosed()) {
      plan(before, saved, attempted);
    }
    return saved;
  }

  /** What people have planned for a lead goes on with the deal that was made of it. */
  void carryOver(Actor actor, Lead lead, DealId deal) {
    activities.carryOver(actor, lead.id().value(), deal);
  }

  private void assigned(Actor actor, @Nullable UserId before, Lead lead) {
    UserId owner = lead.owner();
    if (owner != null && !owner.equals(before) && !lead.isClosed()) {
      events.publishEvent(new LeadAssigned(lead.id(), owner, actor.id(), clock.instant()));
    }
  }

  private void plan(Lead before, Lead after, boolean attempted) {
    List<Obligation> wanted = new ArrayList<>();
    Instant planned = before.nextAttemptAt();
    if (attempted && planned != null && !planned.equals(after.nextAttemptAt())) {
      wanted.add(attempt(after, planned, true));
    }
    if (after.nextAttemptAt() != null) {
      wanted.add(attempt(after, after.nextAttemptAt(), false));
    }
    long id = after.id().value();
    activities.reconcile(
        SubjectKind.LEAD,
        id,
        after.owner(),
        after.isClosed() && !before.isClosed(),
        wanted,
        activities.standing(SubjectKind.LEAD, id),
        clock.instant());
  }

  private Obligation attempt(Lead lead, Instant at, boolean met) {
    return new Obligation(
        Obligation.Kind.ACTIVITY,
        rules().clause(),
        at.toString(),
        new Text("Позвонить ещё раз: " + lead.title(), "Call again: " + lead.title()),
        rights.ownersRole(),
        LocalDate.ofInstant(at, clock.getZone()),
        at,
        met,
        List.of("done", "moved"),
        null);
  }
}
