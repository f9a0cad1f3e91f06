package app.zamer.activities;

import app.zamer.activities.Standing.StandingActivity;
import app.zamer.activities.Standing.StandingDeadline;
import app.zamer.regulation.Obligation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written so that the stored activities and deadlines of a subject are the desired
 * ones.
 */
final class Difference {
  /** An activity as it is to be stored; without an id it is new. */
  record ActivityRow(
      @Nullable Long id,
      @Nullable String rule,
      @Nullable String anchor,
      String text,
      LocalDate dueOn,
      Instant dueAt,
      @Nullable String assignee,
      String role,
      List<String> results,
      Activity.State state,
      @Nullable Result result) {

    static ActivityRow of(StandingActivity stored) {
      return new ActivityRow(
          stored.id(),
          stored.rule(),
          stored.anchor(),
          stored.text(),
          stored.dueOn(),
          stored.dueAt(),
          stored.assignee(),
          stored.role(),
          stored.results(),
          stored.state(),
          stored.result());
    }

    ActivityRow in(Activity.State other, @Nullable Result came) {
      return new ActivityRow(
          id, rule, anchor, text, dueOn, dueAt, assignee, role, results, other, came);
    }

    ActivityRow withAssignee(String other) {
      return new ActivityRow(
          id, rule, anchor, text, dueOn, dueAt, other, role, results, state, result);
    }

    Activity as(SubjectKind kind, long subject, long known, Instant now) {
      boolean done = state == Activity.State.DONE;
      return new Activity(
          known,
          kind,
          subject,
          rule,
          anchor,
          text,
          dueOn,
          dueAt,
          assignee == null ? null : new UserId(assignee),
          role,
          results.stream().map(Result::of).toList(),
          state,
          result,
          null,
          done ? now : null,
          done ? Actor.SYSTEM.id() : null);
    }
  }

  /** A deadline as it is to be stored; without an id it is new. */
  record DeadlineRow(
      @Nullable Long id,
      String rule,
      String anchor,
      Instant dueAt,
      String owner,
      @Nullable Instant metAt,
      @Nullable Instant missedAt) {

    static DeadlineRow of(StandingDeadline stored) {
      return new DeadlineRow(
          stored.id(),
          stored.rule(),
          stored.anchor(),
          stored.dueAt(),
          stored.owner(),
          stored.metAt(),
          stored.missedAt());
    }

    boolean running() {
      return metAt == null && missedAt == null;
    }
  }

  private record Identity(String rule, String anchor) {}

  private final @Nullable UserId owner;
  private final Set<String> ownersRoles;
  private final boolean over;
  private final Instant now;

  final List<ActivityRow> activities = new ArrayList<>();
  final List<DeadlineRow> deadlines = new ArrayList<>();
  final List<Long> deadlinesGone = new ArrayList<>();
  final List<Reconciled.Missed> missed = new ArrayList<>();

  private Difference(@Nullable UserId owner, Set<String> ownersRoles, boolean over, Instant now) {
    this.owner = owner;
    this.ownersRoles = ownersRoles;
    this.over = over;
    this.now = now;
  }

  /**
   * @param ownersRoles the roles whose activities are the owner's
   * @param over whether the subject has just been closed, and what people planned with it
   * @throws IllegalArgumentException if two of the desired have the same rule and anchor
   */
  static Difference between(
      Standing standing,
      List<Obligation> desired,
      @Nullable UserId owner,
      Set<String> ownersRoles,
      boolean over,
      Instant now) {
    Difference difference = new Difference(owner, ownersRoles, over, now);
    difference.compareActivities(standing.activities(), of(Obligation.Kind.ACTIVITY, desired));
    difference.compareDeadlines(standing.deadlines(), of(Obligation.Kind.DEADLINE, desired));
    return difference;
  }

  private static Map<Identity, Obligation> of(Obligation.Kind kind, List<Obligation> desired) {
    Map<Identity, Obligation> wanted = new LinkedHashMap<>();
    for (Obligation obligation : desired) {
      if (obligation.kind() == kind
          && wanted.put(new Identity(obligation.rule(), obligation.anchor()), obligation) != null) {
        throw new IllegalArgumentException(
            "%s %s of %s is desired twice".formatted(kind, obligation.rule(), obligation.anchor()));
      }
    }
    return wanted;
  }

  boolean isEmpty() {
    return activities.isEmpty() && deadlines.isEmpty() && deadlinesGone.isEmpty();
  }

  private void compareActivities(List<StandingActivity> stored, Map<Identity, Obligation> wanted) {
    for (StandingActivity activity : stored) {
      ActivityRow before = ActivityRow.of(activity);
      ActivityRow after = activity.ofRegulation() ? compared(before, wanted) : byHand(before);
      if (!after.equals(before)) {
        activities.add(after);
      }
    }
    for (Obligation obligation : wanted.values()) {
      if (!obligation.met()) {
        activities.add(row(null, obligation));
      }
    }
  }

  private ActivityRow compared(ActivityRow stored, Map<Identity, Obligation> wanted) {
    Obligation obligation =
        wanted.remove(
            new Identity(
                Objects.requireNonNull(stored.rule), Objects.requireNonNull(stored.anchor)));
    if (stored.state == Activity.State.DONE) {
      // what only the facts can show done is to be done again when they no longer do: a void stamp
      return obligation != null && !obligation.met() && obligation.results().isEmpty()
          ? row(stored.id, obligation)
          : stored;
    }
    if (obligation == null) {
      return stored.in(Activity.State.CANCELLED, null);
    }
    return obligation.met()
        ? stored.in(Activity.State.DONE, Result.DONE)
        : row(stored.id, obligation);
  }

  /**
   * An activity of the owner's role goes with the subject to its next owner, whoever planned it.
   */
  private ActivityRow byHand(ActivityRow stored) {
    if (over) {
      return stored.in(Activity.State.CANCELLED, null);
    }
    return owner != null && ownersRoles.contains(stored.role)
        ? stored.withAssignee(owner.value())
        : stored;
  }

  private ActivityRow row(@Nullable Long id, Obligation obligation) {
    return new ActivityRow(
        id,
        obligation.rule(),
        obligation.anchor(),
        obligation.subject().ru(),
        Objects.requireNonNull(obligation.dueOn(), "an activity has a day"),
        Activities.stored(obligation.dueAt()),
        owner != null && ownersRoles.contains(obligation.assignee()) ? owner.value() : null,
        obligation.assignee(),
        obligation.results(),
        Activity.State.PLANNED,
        null);
  }

  private void compareDeadlines(List<StandingDeadline> stored, Map<Identity, Obligation> wanted) {
    for (StandingDeadline deadline : stored) {
      Obligation obligation = wanted.remove(new Identity(deadline.rule(), deadline.anchor()));
      DeadlineRow before = DeadlineRow.of(deadline);
      if (before.running() && obligation == null) {
        gone(before, deadline.id());
      } else if (obligation != null) {
        DeadlineRow after =
            before.running() || undone(before, obligation)
                ? clocked(before.id, obligation)
                : metLater(before, obligation);
        if (!after.equals(before)) {
          deadlines.add(after);
        }
      }
    }
    for (Obligation obligation : wanted.values()) {
      deadlines.add(clocked(null, obligation));
    }
  }

  /** What nobody asks for any more goes, unless its time had passed before: a miss is a miss. */
  private void gone(DeadlineRow deadline, long id) {
    if (deadline.dueAt().isAfter(now)) {
      deadlinesGone.add(id);
      return;
    }
    missed.add(new Reconciled.Missed(deadline.rule(), deadline.anchor(), deadline.dueAt()));
    deadlines.add(
        new DeadlineRow(
            id,
            deadline.rule(),
            deadline.anchor(),
            deadline.dueAt(),
            deadline.owner(),
            null,
            deadline.dueAt()));
  }

  private DeadlineRow clocked(@Nullable Long id, Obligation obligation) {
    Instant dueAt = Activities.stored(obligation.dueAt());
    // what is met at the very moment it is due is met in time
    boolean late = obligation.met() ? dueAt.isBefore(now) : !dueAt.isAfter(now);
    if (late) {
      missed.add(new Reconciled.Missed(obligation.rule(), obligation.anchor(), dueAt));
    }
    return new DeadlineRow(
        id,
        obligation.rule(),
        obligation.anchor(),
        dueAt,
        Objects.requireNonNull(owner, "whose deadline it is").value(),
        obligation.met() ? now : null,
        late ? dueAt : null);
  }

  /** Met, and no longer, while its clock still runs. */
  private boolean undone(DeadlineRow stored, Obligation obligation) {
    return stored.missedAt == null && !obligation.met() && obligation.dueAt().isAfter(now);
  }

  private DeadlineRow metLater(DeadlineRow stored, Obligation obligation) {
    return stored.metAt == null && obligation.met()
        ? new DeadlineRow(
            stored.id, stored.rule, stored.anchor, stored.dueAt, stored.owner, now, stored.missedAt)
        : stored;
  }
}
