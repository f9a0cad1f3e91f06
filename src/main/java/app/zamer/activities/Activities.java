package app.zamer.activities;

import app.zamer.activities.Difference.ActivityRow;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Activities (дела) and deadlines of any subject. The regulation's own follow the subject's facts
 * through {@link #reconcile}; people plan others by hand, which the regulation sees but never
 * changes, and complete both kinds.
 */
@Service
public class Activities {
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_RULE = 50;
  private static final int LONGEST_COMMENT = 4000;
  private static final int FURTHEST_YEARS = 10;

  private final ActivityRepository repository;
  private final ActivitySubjects subjects;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;
  private final Rights rights;

  Activities(
      ActivityRepository repository,
      ActivitySubjects subjects,
      CompanyClock clock,
      ApplicationEventPublisher events,
      Rights rights) {
    this.repository = repository;
    this.subjects = subjects;
    this.clock = clock;
    this.events = events;
    this.rights = rights;
  }

  /**
   * Makes the stored activities and deadlines of the regulation the desired ones, in the caller's
   * transaction and under the subject's lock. Writes what differs, in one statement, and nothing if
   * nothing does, so that twice is the same as once. Rule and anchor name what is desired and what
   * is stored.
   *
   * <p>An activity that is no longer desired is cancelled, one whose facts show it done is done by
   * the system, and one that a person has done stays done; one without results, which only the
   * facts can show done, is open again when they no longer do. A deadline met at {@code dueAt} or
   * earlier is met, and runs again if that is undone before {@code dueAt}; one unmet at {@code
   * dueAt} is missed, escalated and published as {@link DeadlineMissed}, and stays missed when it
   * is met later. A running deadline that is no longer desired disappears. Running deadlines and
   * planned activities of the roles that own such subjects ({@code deal.own} and {@code lead.own}
   * with the reach {@code own}), those planned by hand included, go with the subject to its owner.
   *
   * @param owner whose the subject is; null while it is nobody's, and then its activities are for
   *     any holder of their role and it can have no deadlines
   * @param over whether this change closes the subject: what people had planned for it is cancelled
   * @param standing what is stored now, read in this transaction
   * @param now the moment of the change
   * @throws IllegalArgumentException if two of the desired have the same rule and anchor
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Reconciled reconcile(
      SubjectKind kind,
      long subject,
      @Nullable UserId owner,
      boolean over,
      List<Obligation> desired,
      Standing standing,
      Instant now) {
    Instant moment = stored(now);
    Difference difference =
        Difference.between(standing, desired, owner, ownersRoles(kind), over, moment);
    if (difference.isEmpty()) {
      return Reconciled.NOTHING;
    }
    List<ActivityRepository.Created> ids = repository.write(kind, subject, difference, moment);
    List<Activity> created = new ArrayList<>();
    List<Activity> cancelled = new ArrayList<>();
    List<Activity> done = new ArrayList<>();
    for (ActivityRow row : difference.activities) {
      Long id = row.id();
      if (id == null) {
        created.add(row.as(kind, subject, idOf(row, ids), moment));
      } else if (row.state() == Activity.State.CANCELLED) {
        cancelled.add(row.as(kind, subject, id, moment));
      } else if (row.state() == Activity.State.DONE) {
        done.add(row.as(kind, subject, id, moment));
      }
    }
    for (Reconciled.Missed missed : difference.missed) {
      events.publishEvent(
          new DeadlineMissed(
              kind,
              subject,
              missed.rule(),
              missed.anchor(),
              missed.dueAt(),
              Objects.requireNonNull(owner)));
    }
    return new Reconciled(created, cancelled, done, List.copyOf(difference.missed));
  }

  /**
   * What people have planned for a lead goes on with the deal that was made of it, in the
   * transaction that does that and before the lead is closed.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void carryOver(Actor by, long lead, DealId deal) {
    ActivitySubject to = subjects.of(SubjectKind.DEAL);
    repository.carryOver(lead, deal.value()).forEach(activity -> to.planned(by, activity));
  }

  private static long idOf(ActivityRow row, List<ActivityRepository.Created> ids) {
    return ids.stream()
        .filter(
            created -> created.rule().equals(row.rule()) && created.anchor().equals(row.anchor()))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /** What is stored of a subject, in a query of its own; {@link Standing#sql} spares it. */
  public Standing standing(SubjectKind kind, long subject) {
    return repository.standing(kind, subject);
  }

  /**
   * Plans an activity by hand, for the actor himself; one of the owner's role goes with the subject
   * to its owner.
   *
   * @param dueOn its day in the company's time zone, until the end of which it is not late
   * @param rule the clause the person has in mind, remembered and nothing more
   * @throws NotFound if there is no such subject
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not edit the
   *     subject
   */
  @Transactional
  public Planning plan(
      Actor actor,
      SubjectKind kind,
      long subject,
      String text,
      LocalDate dueOn,
      @Nullable String rule) {
    return plan(actor, kind, subject, text, dueOn, null, rule);
  }

  /**
   * Plans an activity by hand, due at a moment.
   *
   * @see #plan(Actor, SubjectKind, long, String, LocalDate, String)
   */
  @Transactional
  public Planning plan(
      Actor actor,
      SubjectKind kind,
      long subject,
      String text,
      Instant dueAt,
      @Nullable String rule) {
    return plan(actor, kind, subject, text, null, dueAt, rule);
  }

  /**
   * Takes the day or the moment, whichever was given, so that everything wrong is refused at once.
   */
  @Transactional
  Planning plan(
      Actor actor,
      SubjectKind kind,
      long subject,
      String text,
      @Nullable LocalDate dueOn,
      @Nullable Instant dueAt,
      @Nullable String rule) {
    ActivitySubject of = subjects.of(kind);
    of.require(actor, subject, "edit");
    Instant now = stored(clock.instant());
    List<Violation> violations = violations(text, dueOn, dueAt, rule, now);
    if (!violations.isEmpty()) {
      return new Planning.Refused(violations);
    }
    of.lock(subject);
    Instant due = dueAt == null ? endOf(Objects.requireNonNull(dueOn)) : stored(dueAt);
    Activity planned =
        repository.plan(
            kind,
            subject,
            blankToNull(rule),
            text.strip(),
            dueOn == null ? LocalDate.ofInstant(due, clock.getZone()) : dueOn,
            due,
            actor.isSystem() ? null : actor.id(),
            role(actor, kind),
            actor.id(),
            now);
    of.planned(actor, planned);
    return new Planning.Planned(repository.find(planned.id()).orElseThrow());
  }

  /**
   * An activity for somebody who is going to complete it.
   *
   * @throws NotFound if there is no such activity
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not
   */
  Activity toComplete(Actor actor, long id) {
    Activity activity = repository.find(id).orElseThrow(() -> new NotFound("activity " + id));
    subjects
        .of(activity.kind())
        .require(actor, activity.subject(), isFor(actor, activity) ? "read" : "edit");
    return activity;
  }

  /**
   * Completes an activity. Allowed to whoever may edit its subject, and to the one it is assigned
   * to (or, unassigned, any holder of its role) if he may read the subject. The subject follows in
   * the same transaction; if anything stands in the way there, nothing is kept. An activity planned
   * by hand and completed as {@link Result#MOVED} is planned again for the new date; of the
   * regulation's own the regulation decides that.
   *
   * @param newDate a day in the company's time zone, not in the past; with {@link Result#MOVED} and
   *     only with it
   * @throws NotFound if there is no such activity
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not
   */
  @Transactional
  public Completion complete(
      Actor actor, long id, Result result, @Nullable String comment, @Nullable LocalDate newDate) {
    Activity activity = toComplete(actor, id);
    ActivitySubject subject = subjects.of(activity.kind());
    List<Violation> violations = violations(activity, result, comment, newDate);
    if (!violations.isEmpty()) {
      return new Completion.Refused(violations);
    }
    subject.lock(activity.subject());
    Instant now = stored(clock.instant());
    Optional<Activity> done =
        repository.complete(id, result, blankToNull(comment), actor.id(), now);
    if (done.isEmpty()) {
      return new Completion.AlreadyDone(repository.find(id).orElseThrow());
    }
    Activity again =
        newDate == null || activity.ofRegulation() ? null : again(activity, newDate, actor, now);
    List<Violation> obstacles = subject.completed(actor, done.get(), result, newDate);
    if (!obstacles.isEmpty()) {
      TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
      return new Completion.Refused(obstacles);
    }
    if (again != null) {
      subject.planned(actor, again);
    }
    return new Completion.Completed(done.get());
  }

  private Activity again(Activity activity, LocalDate newDate, Actor actor, Instant now) {
    return repository.plan(
        activity.kind(),
        activity.subject(),
        activity.rule(),
        activity.text(),
        newDate,
        endOf(newDate),
        activity.assignee(),
        activity.role(),
        actor.id(),
        now);
  }

  private static boolean isFor(Actor actor, Activity activity) {
    return activity.assignee() == null
        ? actor.roles().stream().anyMatch(role -> role.id().equals(activity.role()))
        : activity.assignee().equals(actor.id());
  }

  /**
   * The role that has to do what the actor plans for himself; what the program plans is for the
   * owner.
   */
  private String role(Actor actor, SubjectKind kind) {
    return actor.roles().stream()
        .sorted()
        .findFirst()
        .map(Role::id)
        .orElseGet(() -> ownersRoles(kind).stream().sorted().findFirst().orElse(""));
  }

  private Set<String> ownersRoles(SubjectKind kind) {
    return rights.roles(kind == SubjectKind.DEAL ? "deal.own" : "lead.own", Scope.OWN);
  }

  private List<Violation> violations(
      String text,
      @Nullable LocalDate dueOn,
      @Nullable Instant dueAt,
      @Nullable String rule,
      Instant now) {
    List<Violation> violations = new ArrayList<>();
    if (text.isBlank()) {
      violations.add(
          Violation.invalid("subject", "Напишите, что нужно сделать.", "Say what is to be done."));
    } else {
      longer("subject", text, LONGEST_TEXT).ifPresent(violations::add);
    }
    longer("rule", rule, LONGEST_RULE).ifPresent(violations::add);
    if (dueOn == null && dueAt == null) {
      violations.add(
          Violation.invalid(
              "dueOn",
              "Укажите день (dueOn) или точное время (dueAt).",
              "Give a day (dueOn) or a moment (dueAt)."));
    } else if (dueOn != null && dueAt != null) {
      violations.add(
          Violation.invalid(
              "dueAt",
              "Укажите что-то одно: день (dueOn) или точное время (dueAt).",
              "Give one of the two: a day (dueOn) or a moment (dueAt)."));
    } else if (dueOn != null) {
      outside("dueOn", dueOn).ifPresent(violations::add);
    } else if (dueAt != null) {
      if (dueAt.isBefore(now)) {
        violations.add(
            Violation.invalid(
                "dueAt",
                "Это время уже прошло; укажите будущее.",
                "That moment has passed; give a future one."));
      } else if (dueAt.isAfter(endOf(clock.today().plusYears(FURTHEST_YEARS)))) {
        violations.add(tooFar("dueAt"));
      }
    }
    return violations;
  }

  private List<Violation> violations(
      Activity activity, Result result, @Nullable String comment, @Nullable LocalDate newDate) {
    List<Violation> violations = new ArrayList<>();
    if (activity.results().isEmpty()) {
      violations.add(
          Violation.invalid(
              "result",
              "Это дело завершится само, когда то, о чём оно, будет сделано.",
              "This activity completes itself when what it is about is done."));
    } else if (!activity.results().contains(result)) {
      String allowed = String.join(", ", activity.results().stream().map(Result::id).toList());
      violations.add(
          Violation.invalid(
              "result",
              "Это дело нельзя завершить с результатом «"
                  + result.id()
                  + "»; возможны: "
                  + allowed
                  + ".",
              "This activity cannot be completed as \""
                  + result.id()
                  + "\"; possible are: "
                  + allowed
                  + "."));
    }
    if (result == Result.MOVED && newDate == null) {
      violations.add(
          Violation.invalid(
              "newDate",
              "Укажите новую дату, на которую перенесли.",
              "Give the new date it was moved to."));
    } else if (result != Result.MOVED && newDate != null) {
      violations.add(
          Violation.invalid(
              "newDate",
              "Новая дата указывается только с результатом «moved».",
              "A new date goes only with the result \"moved\"."));
    } else if (newDate != null) {
      outside("newDate", newDate).ifPresent(violations::add);
    }
    longer("comment", comment, LONGEST_COMMENT).ifPresent(violations::add);
    return violations;
  }

  private Optional<Violation> outside(String field, LocalDate day) {
    LocalDate today = clock.today();
    if (day.isBefore(today)) {
      return Optional.of(
          Violation.invalid(
              field,
              "Этот день уже прошёл; укажите сегодняшний или будущий.",
              "That day has passed; give today or a later one."));
    }
    return day.isAfter(today.plusYears(FURTHEST_YEARS))
        ? Optional.of(tooFar(field))
        : Optional.empty();
  }

  private static Violation tooFar(String field) {
    return Violation.invalid(
        field,
        "Слишком далеко: не больше чем на " + FURTHEST_YEARS + " лет вперёд.",
        "Too far away: at most " + FURTHEST_YEARS + " years ahead.");
  }

  private static Optional<Violation> longer(String field, @Nullable String text, int limit) {
    if (text == null) {
      return Optional.empty();
    }
    if (text.indexOf('\0') >= 0) {
      return Optional.of(
          Violation.invalid(
              field,
              "Уберите из текста нулевой символ.",
              "Take the null character out of the text."));
    }
    return text.length() <= limit
        ? Optional.empty()
        : Optional.of(
            Violation.invalid(
                field,
                "Сократите текст до " + limit + " знаков.",
                "Shorten the text to " + limit + " characters."));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The moment a day is over in the company's time zone. */
  private Instant endOf(LocalDate day) {
    return endOf(day, clock.getZone());
  }

  static Instant endOf(LocalDate day, ZoneId zone) {
    return day.atTime(23, 59, 59).atZone(zone).toInstant();
  }

  /** Whether something is due on a day and at no time of it. */
  static boolean isEndOf(LocalDate day, Instant dueAt, ZoneId zone) {
    return endOf(day, zone).equals(dueAt);
  }

  /** A moment as the database keeps it; anything finer would look like a difference for ever. */
  static Instant stored(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }
}
