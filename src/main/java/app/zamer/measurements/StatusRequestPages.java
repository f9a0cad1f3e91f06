package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealScopes;
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

  private final Ledger ledger;
  private final StatusRequestQuery requests;
  private final LedgerLines lines;
  private final DealScopes scopes;
  private final CompanyClock clock;

  StatusRequestPages(
      Ledger ledger,
      StatusRequestQuery requests,
      LedgerLines lines,
      DealScopes scopes,
      CompanyClock clock) {
    this.ledger = ledger;
    this.requests = requests;
    this.lines = lines;
    this.scopes = scopes;
    this.clock = clock;
  }

  @GetMapping("/ledger/requests")
  ModelAndView requests(Actor actor, HttpServletRequest request) {
    StatusRequestPart open = part(actor, false, null);
    StatusRequestPart granted = part(actor, true, null);
    Map<String, Object> model =
        model(actor, Stream.concat(open.lines().stream(), granted.lines().stream()));
    model.put("open", open);
    model.put("granted", granted);
    return new ModelAndView(
        Htmx.asked(request) ? "measurements/requests-list" : "measurements/requests", model);
  }

  @GetMapping("/ledger/requests/more")
  ModelAndView more(Actor actor, @RequestParam boolean granted, @RequestParam long after) {
    StatusRequestPart part = part(actor, granted, after);
    Map<String, Object> model = model(actor, part.lines().stream());
    model.put("part", part);
    model.put("granted", granted);
    return new ModelAndView("measurements/requests-part", model);
  }

  @PostMapping("/ledger/requests/{id}/grant")
  Object grant(Actor actor, @PathVariable long id) {
    return switch (ledger.grant(actor, id)) {
      case Ledger.Grant.Granted granted ->
          Htmx.done(
              Messages.get(
                  "ledger.requests.done",
                  granted.request().status().text().in(Messages.language())),
              "live:status-requests");
      case Ledger.Grant.Already _ ->
          Htmx.done(Messages.get("ledger.requests.already"), "live:status-requests");
      case Ledger.Grant.Refused(List<Violation> violations) -> {
        StatusRequestLine line =
            requests.find(actor, id).orElseThrow(() -> new NotFound("status request " + id));
        Map<String, Object> model = model(actor, Stream.of(line));
        model.put("line", line);
        model.put("violations", violations);
        yield new ModelAndView("measurements/request", model, HttpStatus.UNPROCESSABLE_CONTENT);
      }
    };
  }

  private StatusRequestPart part(Actor actor, boolean granted, @Nullable Long after) {
    List<StatusRequestLine> found = requests.lines(actor, granted, after, LINES + 1);
    boolean more = found.size() > LINES;
    List<StatusRequestLine> shown = more ? found.subList(0, LINES) : found;
    return new StatusRequestPart(shown, more ? shown.getLast().request().id() : null);
  }

  private Map<String, Object> model(Actor actor, Stream<StatusRequestLine> shown) {
    Map<String, Object> model = new HashMap<>();
    model.put("moments", new Moments(clock.getZone()));
    model.put("grants", !scopes.scopes(actor, Ledger.SET_STATUS).isEmpty());
    model.put("me", actor.id().value());
    model.put(
        "names",
        lines.names(
            shown.flatMap(
                line ->
                    Stream.of(
                        line.manager(),
                        line.request().requestedBy().value(),
                        line.request().grantedBy() == null
                            ? null
                            : line.request().grantedBy().value()))));
    return model;
  }
}
