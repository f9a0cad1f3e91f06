package app.zamer.activities;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/deadlines")
class DeadlineController {
  private static final String RIGHT = "deadline.read";

  private final DeadlineQuery query;
  private final ActivitySubjects subjects;
  private final CompanyClock clock;
  private final Rights rights;

  DeadlineController(
      DeadlineQuery query, ActivitySubjects subjects, CompanyClock clock, Rights rights) {
    this.query = query;
    this.subjects = subjects;
    this.clock = clock;
    this.rights = rights;
  }

  /**
   * A deadline as the API shows it.
   *
   * @param deal null if it belongs to a lead, and the other way round
   */
  record DeadlineView(
      String id,
      String rule,
      @Nullable String deal,
      @Nullable String lead,
      OffsetDateTime dueAt,
      @Nullable OffsetDateTime metAt,
      @Nullable OffsetDateTime missedAt,
      @Nullable OffsetDateTime escalatedAt,
      String state,
      String owner) {

    static DeadlineView of(Deadline deadline, ZoneId zone) {
      return new DeadlineView(
          Long.toString(deadline.id()),
          deadline.rule(),
          ActivityView.id(deadline.kind(), SubjectKind.DEAL, deadline.subject()),
          ActivityView.id(deadline.kind(), SubjectKind.LEAD, deadline.subject()),
          deadline.dueAt().atZone(zone).toOffsetDateTime(),
          ActivityView.offset(deadline.metAt(), zone),
          ActivityView.offset(deadline.missedAt(), zone),
          ActivityView.offset(deadline.escalatedAt(), zone),
          deadline.state().name().toLowerCase(Locale.ROOT),
          deadline.owner().value());
    }
  }

  /**
   * Everybody's for those who oversee, otherwise one's own; with a deal all of that deal, for
   * whoever may read it.
   */
  @GetMapping
  ResponseEntity<?> list(
      Actor actor,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String owner,
      @RequestParam(required = false) @Nullable Long deal,
      PageRequest page) {
    Optional<Deadline.State> which =
        Arrays.stream(Deadline.State.values())
            .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(state))
            .findFirst();
    if (state != null && which.isEmpty()) {
      return Problems.invalid(
          Violation.invalid(
              "state",
              "Укажите state: running, met или missed.",
              "Give state as running, met or missed."));
    }
    if (deal != null) {
      subjects.of(SubjectKind.DEAL).require(actor, deal, "read");
    }
    if (deal == null) {
      rights.require(actor, RIGHT);
    }
    String whose = deal != null || rights.reach(actor, RIGHT).isAll() ? owner : own(actor, owner);
    return ResponseEntity.ok(
        query
            .list(SubjectReach.of(actor, rights), whose, deal, which.orElse(null), page)
            .map(deadline -> DeadlineView.of(deadline, clock.getZone())));
  }

  private static String own(Actor actor, @Nullable String owner) {
    String own = actor.id().value();
    if (owner != null && !owner.equals(own)) {
      throw new AccessDeniedException("deadlines of others");
    }
    return own;
  }
}
