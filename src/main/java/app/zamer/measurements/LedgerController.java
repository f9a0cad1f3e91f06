package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.ETags;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The client ledger «Учёт клиентов». */
@RestController
@RequestMapping("/api/v1/ledger")
class LedgerController {

  private final Ledger ledger;
  private final LedgerQuery records;
  private final ContractsQuery contracts;
  private final ReconciliationQuery reconciliation;
  private final StatusRequests statusRequests;
  private final StatusRequestRepository requests;
  private final Editions editions;
  private final CompanyClock clock;
  private final Rights rights;

  LedgerController(
      Ledger ledger,
      LedgerQuery records,
      ContractsQuery contracts,
      ReconciliationQuery reconciliation,
      StatusRequests statusRequests,
      StatusRequestRepository requests,
      Editions editions,
      CompanyClock clock,
      Rights rights) {
    this.ledger = ledger;
    this.records = records;
    this.contracts = contracts;
    this.reconciliation = reconciliation;
    this.statusRequests = statusRequests;
    this.requests = requests;
    this.editions = editions;
    this.clock = clock;
    this.rights = rights;
  }

  @GetMapping("/measurements")
  ResponseEntity<?> list(
      Actor actor,
      @RequestParam(required = false) @Nullable Long deal,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate to,
      PageRequest page) {
    if (status != null && !editions.inForce().knows(Ledger.STATUS, status)) {
      return Problems.invalid(LedgerEdit.unknown(editions.inForce(), Ledger.STATUS, "status"));
    }
    return ResponseEntity.ok(
        records.page(actor, LedgerQuery.Filter.of(deal, status, from, to), page));
  }

  @GetMapping("/measurements/{id}")
  ResponseEntity<?> get(Actor actor, @PathVariable long id) {
    return record(ledger.read(actor, new DealId(id)));
  }

  @PatchMapping(
      path = "/measurements/{id}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
  ResponseEntity<?> patch(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody ObjectNode patch) {
    var deal = new DealId(id);
    LedgerEdit edit = LedgerEdit.of(patch, editions.inForce());
    ledger.requireEdit(actor, deal, edit);
    if (edit.asksStatus()) {
      try {
        ledger.requireStatus(actor, deal);
      } catch (AccessDeniedException e) {
        return Problems.forbidden(
            new Text(
                "Статус замера меняет руководитель отдела продаж — отправьте ему запрос.",
                "The head of sales changes the status of a measurement; send a request."),
            Map.of("request", "/api/v1/ledger/measurements/" + id + "/status-requests"));
      }
    }
    if (ETags.isMissing(ifMatch)) {
      return Problems.versionMissing();
    }
    return VisitController.answer(
        ledger.edit(actor, deal, ETags.version(ifMatch), edit),
        done ->
            records
                .find(deal)
                .<ResponseEntity<?>>map(LedgerController::record)
                // A record without a date is no record any more (it was only planned).
                .orElseGet(
                    () -> ResponseEntity.noContent().eTag(ETags.of(done.version())).build()));
  }

  @PostMapping("/measurements/{id}/status-requests")
  ResponseEntity<?> ask(Actor actor, @PathVariable long id, @RequestBody Asked asked) {
    var deal = new DealId(id);
    ledger.requireAsking(actor, deal);
    String status = asked.status() == null ? "" : asked.status();
    List<Violation> inTheWay = ledger.statuses(deal).get(status);
    var wrong =
        new ArrayList<Violation>(
            inTheWay != null
                ? inTheWay
                : List.of(LedgerEdit.unknown(editions.inForce(), Ledger.STATUS, "status")));
    String comment = asked.comment() == null ? "" : asked.comment().strip();
    if (comment.length() > StatusRequests.COMMENT_LENGTH) {
      wrong.add(
          Violation.invalid(
              "comment",
              "Сократите комментарий до " + StatusRequests.COMMENT_LENGTH + " знаков.",
              "Shorten the comment to " + StatusRequests.COMMENT_LENGTH + " characters."));
    }
    if (!wrong.isEmpty()) {
      return Problems.refused(wrong);
    }
    StatusRequest request = statusRequests.ask(actor, deal, status, comment);
    return ResponseEntity.status(HttpStatus.CREATED).body(view(request));
  }

  @GetMapping("/status-requests")
  ResponseEntity<?> requests(
      Actor actor, @RequestParam(required = false) @Nullable String state, PageRequest page) {
    rights.require(actor, Ledger.READ_REQUESTS);
    Optional<StatusRequest.State> wanted =
        Arrays.stream(StatusRequest.State.values())
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(state))
            .findFirst();
    if (state != null && wanted.isEmpty()) {
      return Problems.invalid(
          Violation.invalid(
              "state", "Укажите open, granted или declined.", "Give open, granted or declined."));
    }
    return ResponseEntity.ok(requests.page(actor, wanted.orElse(null), page).map(this::view));
  }

  @PostMapping("/status-requests/{id}/grant")
  ResponseEntity<?> grant(Actor actor, @PathVariable long id) {
    return answered(statusRequests.grant(actor, id));
  }

  @PostMapping("/status-requests/{id}/decline")
  ResponseEntity<?> decline(Actor actor, @PathVariable long id, @RequestBody Declined declined) {
    return answered(
        statusRequests.decline(actor, id, declined.reason() == null ? "" : declined.reason()));
  }

  private ResponseEntity<?> answered(StatusRequests.Answer answer) {
    return switch (answer) {
      case StatusRequests.Answer.Given(StatusRequest request) -> ResponseEntity.ok(view(request));
      case StatusRequests.Answer.Already(StatusRequest request) ->
          Problems.conflict(
              request.isGranted()
                  ? new Text("Этот запрос уже выполнен.", "This request has been granted already.")
                  : new Text(
                      "Этот запрос уже отклонён.", "This request has been declined already."),
              Map.of("id", Long.toString(request.id())));
      case StatusRequests.Answer.Refused(List<Violation> violations) ->
          Problems.refused(violations);
    };
  }

  @GetMapping("/reports/contracts")
  ContractsQuery.Report contracts(
      Actor actor,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate to,
      PageRequest page) {
    return contracts.report(actor, from, to, page);
  }

  @GetMapping("/reconciliation")
  Page<Difference> reconciliation(Actor actor, PageRequest page) {
    return reconciliation.page(actor, page);
  }

  private static ResponseEntity<?> record(LedgerRecord record) {
    return ResponseEntity.ok().eTag(ETags.of(record.version())).body(record);
  }

  private RequestView view(StatusRequest request) {
    return new RequestView(
        Long.toString(request.id()),
        request.deal().toString(),
        request.status(),
        request.comment(),
        request.requestedBy().value(),
        Moment.in(clock.getZone(), request.requestedAt()),
        request.grantedBy() == null ? null : request.grantedBy().value(),
        Moment.in(clock.getZone(), request.grantedAt()),
        request.declinedBy() == null ? null : request.declinedBy().value(),
        Moment.in(clock.getZone(), request.declinedAt()),
        request.answer().isEmpty() ? null : request.answer());
  }

  record Declined(@Nullable String reason) {}

  record Asked(@Nullable String status, @Nullable String comment) {}

  record RequestView(
      String id,
      String deal,
      String status,
      String comment,
      String requestedBy,
      @Nullable OffsetDateTime requestedAt,
      @Nullable String grantedBy,
      @Nullable OffsetDateTime grantedAt,
      @Nullable String declinedBy,
      @Nullable OffsetDateTime declinedAt,
      @Nullable String answer) {}
}
