package app.zamer.telephony;

import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadId;
import app.zamer.leads.Leads;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Users;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class CallController {
  private final Calls calls;
  private final CallRepository repository;
  private final Leads leads;
  private final DealAccess deals;
  private final Users users;
  private final CompanyClock clock;

  CallController(
      Calls calls,
      CallRepository repository,
      Leads leads,
      DealAccess deals,
      Users users,
      CompanyClock clock) {
    this.calls = calls;
    this.repository = repository;
    this.leads = leads;
    this.deals = deals;
    this.users = users;
    this.clock = clock;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReportedView(String call, @Nullable String lead, @Nullable String deal) {}

  record CallView(
      String id,
      @Nullable String callId,
      String phone,
      String direction,
      OffsetDateTime startedAt,
      int duration,
      boolean answered,
      @Nullable String user,
      @Nullable String recordUrl,
      @Nullable String lead,
      @Nullable String deal) {}

  /** 201 for a call reported for the first time, 200 for one that is known. */
  @PostMapping("/telephony/calls")
  ResponseEntity<?> report(Actor actor, @RequestBody CallBody body) {
    Calls.requireReport(actor);
    return switch (body.read(clock.instant(), user -> users.find(user).isPresent())) {
      case CallBody.Read.Invalid invalid -> Problems.refused(invalid.violations());
      case CallBody.Read.Valid valid -> {
        Calls.Reported reported = calls.report(actor, valid.report());
        CallView call = view(reported.call());
        yield ResponseEntity.status(reported.first() ? HttpStatus.CREATED : HttpStatus.OK)
            .body(new ReportedView(call.id(), call.lead(), call.deal()));
      }
    };
  }

  @GetMapping("/deals/{id}/calls")
  Page<CallView> ofDeal(Actor actor, @PathVariable long id, PageRequest page) {
    deals.require(actor, new DealId(id), "deal.read");
    return repository.of(new DealId(id), page).map(this::view);
  }

  @GetMapping("/leads/{id}/calls")
  Page<CallView> ofLead(Actor actor, @PathVariable long id, PageRequest page) {
    leads.requireRead(actor, new LeadId(id));
    return repository.of(new LeadId(id), page).map(this::view);
  }

  private CallView view(Call call) {
    return new CallView(
        call.id().toString(),
        call.callId(),
        call.phone().e164(),
        call.direction().id(),
        call.startedAt().atZone(clock.getZone()).toOffsetDateTime(),
        call.duration(),
        call.answered(),
        call.user() == null ? null : call.user().value(),
        call.recordUrl().isEmpty() ? null : call.recordUrl(),
        call.lead() == null ? null : call.lead().toString(),
        call.deal() == null ? null : call.deal().toString());
  }
}
