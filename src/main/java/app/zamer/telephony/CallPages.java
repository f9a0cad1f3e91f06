package app.zamer.telephony;

import app.zamer.company.CompanyClock;
import app.zamer.leads.CallDirection;
import app.zamer.leads.CallTarget;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.telephony.CallQuery.Filter;
import app.zamer.telephony.CallQuery.Key;
import app.zamer.telephony.CallView.Line;
import app.zamer.telephony.CallView.Waiting;
import app.zamer.users.Actor;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What rings, who is to be called back, and all calls. */
@Controller
class CallPages {
  private static final String CHANGED = "calls-changed";

  private final Calls calls;
  private final MissedCalls missed;
  private final CallQuery query;
  private final Users users;
  private final CompanyClock clock;
  private final CallRights rights;

  CallPages(
      Calls calls,
      MissedCalls missed,
      CallQuery query,
      Users users,
      CompanyClock clock,
      CallRights rights) {
    this.calls = calls;
    this.missed = missed;
    this.query = query;
    this.users = users;
    this.clock = clock;
    this.rights = rights;
  }

  /** Who is to be called back. */
  @GetMapping("/calls")
  ModelAndView waiting(Actor actor) {
    return waiting(actor, "telephony/missed", null);
  }

  /** The list alone, for the page that is open, or where it goes on. */
  @GetMapping("/calls/missed")
  ModelAndView waitingList(Actor actor, @RequestParam(required = false) @Nullable String before) {
    return waiting(actor, "telephony/missed-list", Key.of(before));
  }

  private ModelAndView waiting(Actor actor, String view, @Nullable Key before) {
    rights.requireList(actor);
    List<Waiting> found = query.waiting(actor, before, CallQuery.PAGE + 1);
    boolean more = found.size() > CallQuery.PAGE;
    List<Waiting> shown = more ? found.subList(0, CallQuery.PAGE) : found;
    Map<String, Object> model = common(actor);
    model.put("lines", shown);
    model.put("first", before == null);
    if (more) {
      model.put("next", new Key(shown.getLast().lastAt(), shown.getLast().id()).toString());
    }
    return new ModelAndView(view, model);
  }

  /** All calls. */
  @GetMapping("/calls/all")
  ModelAndView all(Actor actor, @RequestParam Map<String, String> typed) {
    return all(actor, "telephony/all", typed);
  }

  /** The lines alone, or where they go on. */
  @GetMapping("/calls/all/lines")
  ModelAndView lines(Actor actor, @RequestParam Map<String, String> typed) {
    return all(actor, "telephony/all-list", typed);
  }

  private ModelAndView all(Actor actor, String view, Map<String, String> typed) {
    rights.requireList(actor);
    Form form = new Form(typed);
    var filter =
        new Filter(
            CallDirection.of(form.text("direction")).orElse(null),
            Boolean.TRUE.equals(form.answer("missed")),
            form.text("user"),
            form.day("day"),
            form.text("phone"));
    Key before = Key.of(form.text("before"));
    List<Line> found =
        form.wrong().isEmpty() ? query.lines(actor, filter, before, CallQuery.PAGE + 1) : List.of();
    boolean more = found.size() > CallQuery.PAGE;
    List<Line> shown = more ? found.subList(0, CallQuery.PAGE) : found;
    Map<String, Object> model = common(actor);
    model.put("lines", shown);
    model.put("typed", form.typed());
    model.put("errors", Form.errors(form.wrong()));
    model.put("people", users.withRight(CallRights.REPORT));
    model.put("first", before == null);
    if (more) {
      Call last = shown.getLast().call();
      model.put("next", new Key(last.startedAt(), last.id().value()).toString());
    }
    return new ModelAndView(
        view, model, form.wrong().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /** There is nothing to call back for. */
  @PostMapping("/calls/missed/{id}/settle")
  ResponseEntity<Void> settle(Actor actor, @PathVariable long id) {
    missed.settle(actor, id);
    return Htmx.done(Messages.get("calls.settled"), CHANGED);
  }

  /** What rings on the screen of the one who asks. */
  @GetMapping("/calls/ringing")
  ModelAndView ringing(Actor actor) {
    Map<String, Object> model = new HashMap<>();
    model.put("calls", query.ringing(actor));
    model.put("moments", new Moments(clock.getZone()));
    model.put("works", rights.works(actor));
    return new ModelAndView("telephony/ringing", model);
  }

  /** Takes a call from the screens of the one who asks. */
  @PostMapping("/calls/{id}/hide")
  ModelAndView hide(Actor actor, @PathVariable long id) {
    calls.hide(actor, new CallId(id));
    return ringing(actor);
  }

  /** «Новый лид» of a number that rings. */
  @PostMapping("/calls/{id}/lead")
  ResponseEntity<Void> lead(Actor actor, @PathVariable long id) {
    return Htmx.go(
        switch (calls.lead(actor, new CallId(id))) {
          case CallTarget.OnLead(LeadId lead, boolean _) -> "/leads/" + lead;
          case CallTarget.OnDeal(DealId deal) -> "/deals/" + deal;
        });
  }

  private Map<String, Object> common(Actor actor) {
    Map<String, Object> model = new HashMap<>();
    model.put("moments", new Moments(clock.getZone()));
    model.put("works", rights.works(actor));
    model.put("all", rights.seesAll(actor));
    model.put("waiting", query.waiting(actor));
    model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime().toString());
    return model;
  }
}
