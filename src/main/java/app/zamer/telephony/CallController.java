package app.zamer.telephony;

import app.zamer.company.CompanyClock;
import app.zamer.leads.CallDirection;
import app.zamer.leads.LeadId;
import app.zamer.leads.Leads;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class CallController {
  private final Calls calls;
  private final MissedCalls missed;
  private final CallRepository repository;
  private final CallQuery query;
  private final Leads leads;
  private final DealAccess deals;
  private final Users users;
  private final Recordings recordings;
  private final CompanyClock clock;
  private final CallRights rights;

  CallController(
      Calls calls,
      MissedCalls missed,
      CallRepository repository,
      CallQuery query,
      Leads leads,
      DealAccess deals,
      Users users,
      Recordings recordings,
      CompanyClock clock,
      CallRights rights) {
    this.calls = calls;
    this.missed = missed;
    this.repository = repository;
    this.query = query;
    this.leads = leads;
    this.deals = deals;
    this.users = users;
    this.recordings = recordings;
    this.clock = clock;
    this.rights = rights;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReportedView(
      String call,
      @Nullable String lead,
      @Nullable String deal,
      @Nullable List<Warning> warnings) {}

  /** What was left out of a call that was kept. */
  record Warning(String field, String message) {}

  record CallJson(
      String id,
      @Nullable String callId,
      @Nullable String phone,
      String direction,
      String state,
      OffsetDateTime startedAt,
      int duration,
      boolean answered,
      @Nullable String user,
      @Nullable String recordUrl,
      @Nullable String lead,
      @Nullable String deal) {}

  record RingingJson(
      String id,
      String direction,
      String state,
      @Nullable String phone,
      OffsetDateTime startedAt,
      @Nullable String client,
      @Nullable String lead,
      @Nullable String deal) {}

  record MissedJson(
      String id,
      String phone,
      @Nullable String client,
      @Nullable String lead,
      @Nullable String deal,
      OffsetDateTime lastAt,
      int times,
      int tries,
      @Nullable OffsetDateTime callBackAt) {}

  /**
   * 201 for a call reported for the first time, 200 for one that is known. A person reports calls
   * of his own, with clients who are his or nobody's yet, and sends no recording.
   */
  @PostMapping("/telephony/calls")
  ResponseEntity<?> report(Actor actor, @RequestBody CallBody body) {
    rights.requireReport(actor);
    return switch (body.read(clock.instant(), user -> users.find(user).isPresent())) {
      case CallBody.Read.Invalid invalid -> Problems.refused(invalid.violations());
      case CallBody.Read.Valid(CallReport report) -> {
        List<Violation> wrong = OwnCalls.wrong(actor, report.call().user(), report.recordUrl());
        boolean recorded = recordings.takes(report.recordUrl());
        yield wrong.isEmpty()
            ? answer(calls.report(actor, recorded ? report : report.withoutRecording()), recorded)
            : Problems.refused(wrong);
      }
    };
  }

  /**
   * What has happened to a call that goes on: it rings, is answered, has ended. 201 for the first
   * event of a call, 200 for later ones and for one that is reported again; the order does not
   * matter.
   */
  @PostMapping("/telephony/events")
  ResponseEntity<?> happened(Actor actor, @RequestBody EventBody body) {
    rights.requireReport(actor);
    return switch (body.read(clock.instant(), user -> users.find(user).isPresent())) {
      case EventBody.Read.Invalid invalid -> Problems.refused(invalid.violations());
      case EventBody.Read.Valid(CallEvent event) -> {
        List<Violation> wrong = OwnCalls.wrong(actor, event.user(), event.recordUrl());
        boolean recorded = recordings.takes(event.recordUrl());
        yield wrong.isEmpty()
            ? answer(calls.happened(actor, recorded ? event : event.withoutRecording()), recorded)
            : Problems.refused(wrong);
      }
    };
  }

  private static ResponseEntity<?> answer(Calls.Reported reported, boolean recorded) {
    Call call = reported.call();
    LeadId lead = call.lead();
    DealId deal = call.deal();
    return ResponseEntity.status(reported.first() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(
            new ReportedView(
                call.id().toString(),
                lead == null ? null : lead.toString(),
                deal == null ? null : deal.toString(),
                recorded
                    ? null
                    : List.of(new Warning("recordUrl", Messages.get("calls.record.elsewhere")))));
  }

  /** The calls that the caller may see, the latest first. */
  @GetMapping("/telephony/calls")
  ResponseEntity<?> list(
      Actor actor,
      @RequestParam(defaultValue = "") String direction,
      @RequestParam(defaultValue = "false") boolean missed,
      @RequestParam(defaultValue = "") String user,
      @RequestParam(required = false) @Nullable LocalDate day,
      @RequestParam(defaultValue = "") String phone,
      PageRequest page) {
    rights.requireList(actor);
    CallDirection way = CallDirection.of(direction).orElse(null);
    if (way == null && !direction.isEmpty()) {
      return Problems.invalid(
          Violation.invalid(
              "direction",
              "Направление звонка — incoming или outgoing.",
              "A call's direction is incoming or outgoing."));
    }
    Page<CallView.Line> found =
        query.page(actor, new CallQuery.Filter(way, missed, user, day, phone), page);
    return ResponseEntity.ok(found.map(line -> view(line.call())));
  }

  /** What rings on the caller's screen now, and what he has answered. */
  @GetMapping("/telephony/ringing")
  List<RingingJson> ringing(Actor actor) {
    return query.ringing(actor).stream()
        .map(
            call ->
                new RingingJson(
                    Long.toString(call.id()),
                    (call.incoming() ? CallDirection.INCOMING : CallDirection.OUTGOING).id(),
                    (call.answered() ? CallState.ANSWERED : CallState.RINGING).id(),
                    call.phone() == null ? null : call.phone().e164(),
                    moment(call.startedAt()),
                    call.client().isEmpty() ? null : call.client(),
                    id(call.of(), false),
                    id(call.of(), true)))
        .toList();
  }

  /** The numbers that the caller has to call back, the latest first, at most 200. */
  @GetMapping("/telephony/missed")
  List<MissedJson> missed(Actor actor) {
    rights.requireList(actor);
    return query.waiting(actor, null, PageRequest.MAX_SIZE).stream()
        .map(
            line ->
                new MissedJson(
                    Long.toString(line.id()),
                    line.phone().e164(),
                    line.client().isEmpty() ? null : line.client(),
                    id(line.of(), false),
                    id(line.of(), true),
                    moment(line.lastAt()),
                    line.times(),
                    line.tries(),
                    line.callBackAt() == null ? null : moment(line.callBackAt())))
        .toList();
  }

  /** There is nothing to call back for; doing it twice is the same as once. */
  @PostMapping("/telephony/missed/{id}/settle")
  ResponseEntity<Void> settle(Actor actor, @PathVariable long id) {
    missed.settle(actor, id);
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/deals/{id}/calls")
  Page<CallJson> ofDeal(Actor actor, @PathVariable long id, PageRequest page) {
    rights.requireList(actor);
    deals.require(actor, new DealId(id), "deal.story");
    return repository.of(new DealId(id), rights.reach(actor), page).map(this::view);
  }

  @GetMapping("/leads/{id}/calls")
  Page<CallJson> ofLead(Actor actor, @PathVariable long id, PageRequest page) {
    rights.requireList(actor);
    leads.requireRead(actor, new LeadId(id));
    return repository.of(new LeadId(id), rights.reach(actor), page).map(this::view);
  }

  private static @Nullable String id(CallView.@Nullable Of of, boolean deal) {
    return of != null && of.deal() == deal ? Long.toString(of.id()) : null;
  }

  private OffsetDateTime moment(Instant moment) {
    return moment.atZone(clock.getZone()).toOffsetDateTime();
  }

  private CallJson view(Call call) {
    return new CallJson(
        call.id().toString(),
        call.callId(),
        call.phone() == null ? null : call.phone().e164(),
        call.direction().id(),
        call.state().id(),
        moment(call.startedAt()),
        call.duration(),
        call.answered(),
        call.user() == null ? null : call.user().value(),
        call.recordUrl().isEmpty() ? null : call.recordUrl(),
        call.lead() == null ? null : call.lead().toString(),
        call.deal() == null ? null : call.deal().toString());
  }
}
