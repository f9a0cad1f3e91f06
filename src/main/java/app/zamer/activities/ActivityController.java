package app.zamer.activities;

import app.zamer.activities.ActivityQuery.Whose;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.users.Role;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class ActivityController {
  private static final String RIGHT = "activity.read";

  private final Activities activities;
  private final ActivityQuery query;
  private final ActivitySubjects subjects;
  private final CompanyClock clock;
  private final Rights rights;

  ActivityController(
      Activities activities,
      ActivityQuery query,
      ActivitySubjects subjects,
      CompanyClock clock,
      Rights rights) {
    this.activities = activities;
    this.query = query;
    this.subjects = subjects;
    this.clock = clock;
    this.rights = rights;
  }

  /** What a person plans: one of {@code dueOn} and {@code dueAt}. */
  record Plan(
      @Nullable String subject,
      @Nullable LocalDate dueOn,
      @Nullable OffsetDateTime dueAt,
      @Nullable String rule) {}

  /** How an activity ended; {@code newDate} goes with {@code moved}. */
  record Ending(@Nullable String result, @Nullable String comment, @Nullable LocalDate newDate) {}

  @GetMapping("/deals/{id}/activities")
  Page<ActivityView> ofDeal(Actor actor, @PathVariable long id, PageRequest page) {
    return of(actor, SubjectKind.DEAL, id, page);
  }

  @GetMapping("/leads/{id}/activities")
  Page<ActivityView> ofLead(Actor actor, @PathVariable long id, PageRequest page) {
    return of(actor, SubjectKind.LEAD, id, page);
  }

  private Page<ActivityView> of(Actor actor, SubjectKind kind, long id, PageRequest page) {
    subjects.of(kind).require(actor, id, "read");
    return shown(query.of(kind, id, page));
  }

  @PostMapping("/deals/{id}/activities")
  ResponseEntity<?> planForDeal(Actor actor, @PathVariable long id, @RequestBody Plan plan) {
    return plan(actor, SubjectKind.DEAL, id, plan);
  }

  @PostMapping("/leads/{id}/activities")
  ResponseEntity<?> planForLead(Actor actor, @PathVariable long id, @RequestBody Plan plan) {
    return plan(actor, SubjectKind.LEAD, id, plan);
  }

  private ResponseEntity<?> plan(Actor actor, SubjectKind kind, long id, Plan plan) {
    Planning planning =
        activities.plan(
            actor,
            kind,
            id,
            plan.subject == null ? "" : plan.subject,
            plan.dueOn,
            plan.dueAt == null ? null : plan.dueAt.toInstant(),
            plan.rule);
    return switch (planning) {
      case Planning.Planned(Activity activity) ->
          ResponseEntity.status(HttpStatus.CREATED).body(shown(activity));
      case Planning.Refused(var violations) -> Problems.refused(violations);
    };
  }

  @PostMapping("/activities/{id}/complete")
  ResponseEntity<?> complete(Actor actor, @PathVariable long id, @RequestBody Ending ending) {
    activities.toComplete(actor, id);
    Optional<Result> result = Optional.ofNullable(ending.result).flatMap(Result::find);
    if (result.isEmpty()) {
      return Problems.invalid(
          Violation.invalid(
              "result",
              "Укажите результат: confirmed, moved, refused или done.",
              "Give the result: confirmed, moved, refused or done."));
    }
    return switch (activities.complete(actor, id, result.get(), ending.comment, ending.newDate)) {
      case Completion.Completed(Activity activity) -> ResponseEntity.ok(shown(activity));
      case Completion.Refused(var violations) -> Problems.refused(violations);
      case Completion.AlreadyDone(Activity activity) ->
          Problems.conflict(
              activity.state() == Activity.State.CANCELLED
                  ? new Text(
                      "Это дело отменено: оно больше не нужно.",
                      "This activity is cancelled: it is no longer needed.")
                  : new Text(
                      "Это дело уже завершено.", "This activity has been completed already."),
              Map.of("state", activity.state().name().toLowerCase(Locale.ROOT)));
    };
  }

  /**
   * Planned activities: everybody's for those who oversee, otherwise one's own and the unassigned
   * ones of one's roles.
   */
  @GetMapping("/activities")
  ResponseEntity<?> planned(
      Actor actor,
      @RequestParam(required = false) @Nullable String owner,
      @RequestParam(defaultValue = "planned") String due,
      PageRequest page) {
    ActivityQuery.@Nullable Due which =
        switch (due) {
          case "today" -> ActivityQuery.Due.TODAY;
          case "overdue" -> ActivityQuery.Due.OVERDUE;
          case "planned" -> ActivityQuery.Due.PLANNED;
          default -> null;
        };
    if (which == null) {
      return Problems.invalid(
          Violation.invalid(
              "due",
              "Укажите due: today, overdue или planned.",
              "Give due as today, overdue or planned."));
    }
    return ResponseEntity.ok(
        shown(
            query.planned(
                whose(actor, owner),
                SubjectReach.of(actor, rights),
                which,
                clock.instant(),
                clock.today(),
                page)));
  }

  private @Nullable Whose whose(Actor actor, @Nullable String owner) {
    rights.require(actor, RIGHT);
    boolean oversees = rights.reach(actor, RIGHT).isAll();
    if (owner == null) {
      return oversees
          ? null
          : new Whose(
              actor.id().value(), actor.roles().stream().map(Role::id).collect(Collectors.toSet()));
    }
    if (!oversees && !owner.equals(actor.id().value())) {
      throw new AccessDeniedException("activities of others");
    }
    return new Whose(owner, Set.of());
  }

  private Page<ActivityView> shown(Page<Activity> page) {
    return page.map(this::shown);
  }

  private ActivityView shown(Activity activity) {
    return ActivityView.of(activity, clock.instant(), clock.getZone());
  }
}
