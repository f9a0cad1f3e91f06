package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Requests for a status: the head of sales grants them, who has asked sees what came of them. */
@Controller
class StatusRequestPages {
  private static final int LINES = 50;
  private static final String CHANGED = "live:status-requests";

  private final StatusRequests statusRequests;
  private final StatusRequestQuery requests;
  private final LedgerLines lines;
  private final Rights rights;
  private final Editions editions;
  private final CompanyClock clock;

  StatusRequestPages(
      StatusRequests statusRequests,
      StatusRequestQuery requests,
      LedgerLines lines,
      Rights rights,
      Editions editions,
      CompanyClock clock) {
    this.statusRequests = statusRequests;
    this.requests = requests;
    this.lines = lines;
    this.rights = rights;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/ledger/requests")
  ModelAndView requests(Actor actor, HttpServletRequest request) {
    StatusRequestPart open = part(actor, false, null);
    StatusRequestPart settled = part(actor, true, null);
    Map<String, Object> model =
        model(actor, Stream.concat(open.lines().stream(), settled.lines().stream()));
    model.put("open", open);
    model.put("settled", settled);
    return new ModelAndView(
        Htmx.asked(request) ? "measurements/requests-list" : "measurements/requests", model);
  }

  @GetMapping("/ledger/requests/more")
  ModelAndView more(Actor actor, @RequestParam boolean settled, @RequestParam long after) {
    StatusRequestPart part = part(actor, settled, after);
    Map<String, Object> model = model(actor, part.lines().stream());
    model.put("part", part);
    model.put("settled", settled);
    return new ModelAndView("measurements/requests-part", model);
  }

  @PostMapping("/ledger/requests/{id}/grant")
  Object grant(Actor actor, @PathVariable long id) {
    return switch (statusRequests.grant(actor, id)) {
      case StatusRequests.Answer.Given(StatusRequest request) ->
          Htmx.done(
              Messages.get(
                  "ledger.requests.done",
                  editions.inForce().word(Ledger.STATUS, request.status()).text()),
              CHANGED);
      case StatusRequests.Answer.Already(StatusRequest request) -> already(request);
      case StatusRequests.Answer.Refused(List<Violation> violations) -> {
        StatusRequestLine line = line(actor, id);
        Map<String, Object> model = model(actor, Stream.of(line));
        model.put("line", line);
        model.put("violations", violations);
        yield new ModelAndView("measurements/request", model, HttpStatus.UNPROCESSABLE_CONTENT);
      }
    };
  }

  @GetMapping("/ledger/requests/{id}/decline")
  ModelAndView decline(Actor actor, @PathVariable long id) {
    statusRequests.requireAnswering(actor, id);
    return declining(actor, id, "", List.of(), HttpStatus.OK);
  }

  @PostMapping("/ledger/requests/{id}/decline")
  Object decline(Actor actor, @PathVariable long id, @RequestParam Map<String, String> fields) {
    String reason = new Form(fields).typed("reason");
    return switch (statusRequests.decline(actor, id, reason)) {
      case StatusRequests.Answer.Given _ ->
          Htmx.done(Messages.get("ledger.requests.declined"), CHANGED);
      case StatusRequests.Answer.Already(StatusRequest request) -> already(request);
      case StatusRequests.Answer.Refused(List<Violation> violations) ->
          declining(actor, id, reason, violations, HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  private ModelAndView declining(
      Actor actor, long id, String reason, List<Violation> violations, HttpStatus status) {
    return new ModelAndView(
        "measurements/request-decline",
        Map.of("line", line(actor, id), "reason", reason, "violations", violations),
        status);
  }

  private static ResponseEntity<Void> already(StatusRequest request) {
    return Htmx.done(
        Messages.get(
            request.isGranted() ? "ledger.requests.already" : "ledger.requests.already-declined"),
        CHANGED);
  }

  private StatusRequestLine line(Actor actor, long id) {
    return requests.find(actor, id).orElseThrow(() -> new NotFound("status request " + id));
  }

  private StatusRequestPart part(Actor actor, boolean settled, @Nullable Long after) {
    rights.require(actor, Ledger.READ_REQUESTS);
    List<StatusRequestLine> found = requests.lines(actor, settled, after, LINES + 1);
    boolean more = found.size() > LINES;
    List<StatusRequestLine> shown = more ? found.subList(0, LINES) : found;
    return new StatusRequestPart(shown, more ? shown.getLast().request().id() : null);
  }

  private Map<String, Object> model(Actor actor, Stream<StatusRequestLine> shown) {
    Map<String, Object> model = new HashMap<>();
    model.put("moments", new Moments(clock.getZone()));
    model.put("grants", rights.may(actor, Ledger.SET_STATUS));
    model.put("me", actor.id().value());
    model.put(
        "names",
        lines.names(
            shown.flatMap(
                line ->
                    Stream.of(
                        line.manager(),
                        line.request().requestedBy().value(),
                        line.request().settledBy() == null
                            ? null
                            : line.request().settledBy().value()))));
    return model;
  }
}
