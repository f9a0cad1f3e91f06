package app.zamer.reports;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.measurements.StatusRequest;
import app.zamer.measurements.StatusRequests;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Violation;
import app.zamer.reports.FigureQuery.Person;
import app.zamer.users.Actor;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The reports page, and each of its blocks, which is loaded by itself. */
@Controller
class ReportsPages {
  /** What went wrong with stamps, visits and sheets, in the order of a deal's way. */
  private static final List<Figure> MISSED =
      List.of(
          Figure.STAMP_LATE,
          Figure.STAMP_NONE,
          Figure.UNCONFIRMED,
          Figure.NOT_HELD,
          Figure.UNREPORTED,
          Figure.CANCELLED,
          Figure.SHEET_LATE);

  private final Reports reports;
  private final Editions editions;
  private final Users users;
  private final CompanyClock clock;

  ReportsPages(Reports reports, Editions editions, Users users, CompanyClock clock) {
    this.reports = reports;
    this.editions = editions;
    this.users = users;
    this.clock = clock;
  }

  @GetMapping("/reports")
  ModelAndView page(Actor actor, @RequestParam Map<String, String> parameters) {
    reports.require(actor);
    Form form = new Form(parameters);
    Filter filter = Filter.read(form, clock.today(), users);
    List<Person> people = reports.people(actor);
    return filter == null
        ? again(form, people)
        : new ModelAndView(
            "reports/reports", Map.of("people", people, "shown", filter.shown(), "filter", filter));
  }

  /** The page without its blocks, and what is wrong beside the inputs. */
  static ModelAndView again(Form form, List<Person> people) {
    return new ModelAndView(
        "reports/reports",
        Map.of("people", people, "shown", shown(form), "errors", Form.errors(form.wrong())),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @GetMapping("/reports/missed-deadlines")
  ModelAndView late(Actor actor, @RequestParam Map<String, String> parameters) {
    return block(
        actor,
        parameters,
        "reports/late",
        filter -> Map.of("matrix", Matrix.of(reports.late(actor, filter), editions.inForce())));
  }

  @GetMapping("/reports/requests")
  ModelAndView requests(Actor actor, @RequestParam Map<String, String> parameters) {
    return block(
        actor, parameters, "reports/requests", filter -> requests(actor, filter, List.of(), 0));
  }

  /** Grants a request for a status in one click (REP-6). */
  @PostMapping("/reports/requests/{id}/grant")
  ModelAndView grant(
      Actor actor,
      @PathVariable long id,
      @RequestParam Map<String, String> parameters,
      HttpServletResponse response) {
    StatusRequests.Answer answer = reports.grant(actor, id);
    List<Violation> refused =
        answer instanceof StatusRequests.Answer.Refused(List<Violation> violations)
            ? violations
            : List.of();
    ModelAndView block =
        block(
            actor, parameters, "reports/requests", filter -> requests(actor, filter, refused, id));
    switch (answer) {
      case StatusRequests.Answer.Given(StatusRequest request) ->
          response.setHeader(
              "HX-Trigger",
              Htmx.note(
                  Messages.get(
                      "reports.requests.granted",
                      editions
                          .inForce()
                          .word(DealField.MEASUREMENT_STATUS.id(), request.status())
                          .text())));
      case StatusRequests.Answer.Already _ ->
          response.setHeader("HX-Trigger", Htmx.note(Messages.get("reports.requests.already")));
      case StatusRequests.Answer.Refused _ -> block.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return block;
  }

  @GetMapping("/reports/idle")
  ModelAndView idle(Actor actor, @RequestParam Map<String, String> parameters) {
    return block(
        actor,
        parameters,
        "reports/idle",
        filter -> Map.of("people", reports.idle(actor, filter), "moments", moments()));
  }

  @GetMapping("/reports/funnel")
  ModelAndView funnel(Actor actor, @RequestParam Map<String, String> parameters) {
    Funnel funnel = Funnel.of(editions.inForce());
    return block(
        actor,
        parameters,
        "reports/funnel",
        filter -> Map.of("funnel", funnel, "count", reports.funnel(actor, filter, funnel)));
  }

  @GetMapping("/reports/losses")
  ModelAndView losses(Actor actor, @RequestParam Map<String, String> parameters) {
    return block(
        actor,
        parameters,
        "reports/losses",
        filter -> Map.of("losses", reports.losses(actor, filter)));
  }

  @GetMapping("/reports/missed")
  ModelAndView missed(Actor actor, @RequestParam Map<String, String> parameters) {
    return block(
        actor,
        parameters,
        "reports/missed",
        filter -> Map.of("figures", MISSED, "people", reports.missed(actor, filter, MISSED)));
  }

  @GetMapping("/reports/contracts")
  ModelAndView contracts(Actor actor, @RequestParam Map<String, String> parameters) {
    return block(
        actor,
        parameters,
        "reports/contracts",
        filter ->
            Map.of("weeks", ContractWeeks.of(filter.period(), reports.contracts(actor, filter))));
  }

  private interface Content {
    Map<String, ?> of(Filter filter);
  }

  private ModelAndView block(
      Actor actor, Map<String, String> parameters, String view, Content content) {
    reports.require(actor);
    Form form = new Form(parameters);
    Filter filter = Filter.read(form, clock.today(), users);
    if (filter == null) {
      return new ModelAndView(
          "reports/wrong",
          Map.of("errors", Form.errors(form.wrong())),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    Map<String, Object> model = new HashMap<>(content.of(filter));
    model.put("filter", filter);
    return new ModelAndView(view, model);
  }

  private Map<String, ?> requests(
      Actor actor, Filter filter, List<Violation> refused, long refusedId) {
    return Map.of(
        "open",
        reports.requests(actor, filter),
        "grants",
        reports.grants(actor),
        "refused",
        refused,
        "refusedId",
        refusedId,
        "moments",
        moments());
  }

  private Moments moments() {
    return new Moments(clock.getZone());
  }

  /** What was typed, for the filter to show it again. */
  static Map<String, String> shown(Form form) {
    Map<String, String> shown = new HashMap<>(form.typed());
    for (String name : List.of(Filter.PERIOD, Filter.FROM, Filter.TO, Filter.PERSON)) {
      shown.putIfAbsent(name, "");
    }
    return shown;
  }

  static @Nullable String given(String typed) {
    return typed.isBlank() ? null : typed.strip();
  }
}
