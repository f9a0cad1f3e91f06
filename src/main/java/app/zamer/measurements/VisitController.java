package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.web.ETags;
import app.zamer.web.Problems;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The technologist's stamp and the engineer's visit of a deal. */
@RestController
@RequestMapping("/api/v1/deals/{id}")
class VisitController {
  private final Stamps stamps;
  private final Visits visits;
  private final CompanyClock clock;

  VisitController(Stamps stamps, Visits visits, CompanyClock clock) {
    this.stamps = stamps;
    this.visits = visits;
    this.clock = clock;
  }

  @PostMapping("/stamp")
  ResponseEntity<?> stamp(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return answer(
        stamps.stamp(actor, new DealId(id), ETags.version(ifMatch)),
        done ->
            ResponseEntity.ok()
                .eTag(ETags.of(done.version()))
                .body(stamp(done.facts().estimate())));
  }

  @DeleteMapping("/stamp")
  ResponseEntity<?> removeStamp(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return answer(
        stamps.remove(actor, new DealId(id), ETags.version(ifMatch)),
        done -> ResponseEntity.noContent().eTag(ETags.of(done.version())).build());
  }

  record NewVisit(
      @Nullable String engineer,
      @Nullable OffsetDateTime startsAt,
      @Nullable OffsetDateTime endsAt) {
    VisitPlan plan() {
      return new VisitPlan(
          engineer,
          startsAt == null ? null : startsAt.toInstant(),
          endsAt == null ? null : endsAt.toInstant());
    }
  }

  @PostMapping("/visit")
  ResponseEntity<?> plan(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody NewVisit visit) {
    return answer(
        visits.plan(actor, new DealId(id), ETags.version(ifMatch), visit.plan()),
        done -> visit(HttpStatus.CREATED, done));
  }

  @PostMapping("/visit/confirm")
  ResponseEntity<?> confirm(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return answer(
        visits.confirm(actor, new DealId(id), ETags.version(ifMatch)),
        done -> visit(HttpStatus.OK, done));
  }

  @PostMapping("/visit/result")
  ResponseEntity<?> report(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody VisitReport report) {
    return answer(
        visits.report(actor, new DealId(id), ETags.version(ifMatch), report),
        done -> visit(HttpStatus.OK, done));
  }

  static ResponseEntity<?> answer(
      Outcome outcome, Function<Outcome.Done, ResponseEntity<?>> answer) {
    return switch (outcome) {
      case Outcome.Done done -> answer.apply(done);
      case Outcome.Refused refused -> Problems.refused(refused.violations());
      case Outcome.Stale stale -> Problems.stale(stale.version());
    };
  }

  private ResponseEntity<?> visit(HttpStatus status, Outcome.Done done) {
    Visit visit = done.facts().visit();
    return visit == null
        ? ResponseEntity.noContent().eTag(ETags.of(done.version())).build()
        : ResponseEntity.status(status).eTag(ETags.of(done.version())).body(view(visit));
  }

  private VisitView view(Visit visit) {
    return new VisitView(
        visit.engineer(),
        Objects.requireNonNull(Moment.in(clock.getZone(), visit.startsAt())),
        Objects.requireNonNull(Moment.in(clock.getZone(), visit.endsAt())),
        Moment.in(clock.getZone(), visit.plannedAt()),
        Moment.in(clock.getZone(), visit.confirmedAt()),
        visit.outcome().isEmpty() ? null : visit.outcome(),
        Moment.in(clock.getZone(), visit.outcomeAt()),
        visit.repeat());
  }

  private StampView stamp(Estimate estimate) {
    return new StampView(
        Amount.kept(estimate.amount()),
        Moment.in(clock.getZone(), estimate.stampedAt()),
        estimate.stampedBy().isEmpty() ? null : estimate.stampedBy());
  }

  record StampView(
      @Nullable BigDecimal amount,
      @Nullable OffsetDateTime stampedAt,
      @Nullable String stampedBy) {}
}
