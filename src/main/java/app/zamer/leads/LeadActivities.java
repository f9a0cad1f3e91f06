package app.zamer.leads;

import app.zamer.activities.Activity;
import app.zamer.activities.ActivitySubject;
import app.zamer.activities.Result;
import app.zamer.activities.SubjectKind;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.PlanItem;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What leads have to say about their activities. */
@Component
class LeadActivities implements ActivitySubject {
  private final LeadRepository leads;
  private final LeadChanges changes;
  private final LeadAudience audience;
  private final LeadRights rights;
  private final CompanyClock clock;

  LeadActivities(
      LeadRepository leads,
      LeadChanges changes,
      LeadAudience audience,
      LeadRights rights,
      CompanyClock clock) {
    this.leads = leads;
    this.audience = audience;
    this.changes = changes;
    this.rights = rights;
    this.clock = clock;
  }

  @Override
  public SubjectKind kind() {
    return SubjectKind.LEAD;
  }

  @Override
  public void require(Actor actor, long id, String right) {
    Lead lead = leads.find(new LeadId(id)).orElseThrow(() -> new NotFound("lead " + id));
    rights.require(actor, lead, right.equals("read") ? LeadRights.READ : LeadRights.EDIT);
  }

  @Override
  public void lock(long id) {
    locked(id);
  }

  @Override
  public void reassigned(Actor actor, Collection<Long> ids) {
    ids.forEach(
        id -> {
          Lead lead = locked(id);
          audience.tell(lead, lead);
        });
  }

  @Override
  public void planned(Actor actor, Activity activity) {
    note(actor, activity, null, activity.text());
    Lead lead = locked(activity.subject());
    audience.tell(lead, lead);
  }

  @Override
  public List<Violation> completed(
      Actor actor, Activity activity, Result result, @Nullable LocalDate newDate) {
    Lead lead = locked(activity.subject());
    note(actor, activity, activity.text(), result.id());
    if (!activity.ofRegulation() || lead.isClosed()) {
      audience.tell(lead, lead);
      return List.of();
    }
    if (result != Result.MOVED || newDate == null) {
      changes.save(actor, lead, lead.nextAttempt(null), changes.rules().clause());
      return List.of();
    }
    Instant at = changes.rules().hours().endOf(newDate);
    if (!at.isAfter(clock.instant())) {
      return List.of(
          Violation.invalid(
              "newDate",
              "Этот день уже прошёл: назначьте попытку на сегодня до конца рабочего дня или позже.",
              "That day is over: plan the attempt for today within working hours, or later."));
    }
    if (at.equals(lead.nextAttemptAt())) {
      return List.of(
          Violation.invalid(
              "newDate",
              "Попытка уже назначена на этот день: выберите другой.",
              "The attempt is planned for that day already: choose another."));
    }
    Optional<Violation> wrong = changes.rules().wrongAttempt("newDate", at, clock.instant());
    if (wrong.isPresent()) {
      return List.of(wrong.get());
    }
    changes.save(actor, lead, lead.nextAttempt(at), changes.rules().clause());
    return List.of();
  }

  /** The attempt that is planned now (LEAD-2). */
  @Override
  public Optional<PlanItem> next(long id) {
    return leads
        .find(new LeadId(id))
        .flatMap(lead -> Optional.ofNullable(lead.nextAttemptAt()))
        .map(
            at ->
                new PlanItem(
                    changes.rules().clause(),
                    Messages.text("activities.lead.again"),
                    PlanItem.State.TODO,
                    at,
                    "complete",
                    PlanItem.Rank.ACTIVITY,
                    null));
  }

  /** Leads have no deadlines of their own. */
  @Override
  public void due(long id) {}

  private Lead locked(long id) {
    return leads.lock(new LeadId(id)).orElseThrow(() -> new NotFound("lead " + id));
  }

  private void note(Actor actor, Activity activity, @Nullable String before, String after) {
    List<FieldChange> change = List.of(new FieldChange("activity", before, after));
    leads.note(new LeadId(activity.subject()), activity.rule(), change, actor, clock.instant());
  }
}
