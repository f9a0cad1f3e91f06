package app.zamer.reports;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import app.zamer.web.Shown;
import app.zamer.web.StrictValues;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The lists behind the numbers: deals, and missed deadlines. */
@Controller
class ReportListPages {
  private final Reports reports;
  private final Editions editions;
  private final Users users;
  private final CompanyClock clock;

  ReportListPages(Reports reports, Editions editions, Users users, CompanyClock clock) {
    this.reports = reports;
    this.editions = editions;
    this.users = users;
    this.clock = clock;
  }

  /**
   * The deals behind a number.
   *
   * @param parameters {@code what} names the figure; the others are those of {@link Choice} and of
   *     {@link Filter}
   */
  @GetMapping("/reports/list")
  ModelAndView list(
      Actor actor, @RequestParam Map<String, String> parameters, HttpServletRequest request) {
    reports.require(actor);
    Form form = new Form(parameters);
    Figure figure = Figure.find(form.text("what")).orElseThrow(() -> new NotFound("such a figure"));
    Filter filter = Filter.read(form, clock.today(), users);
    if (filter == null) {
      return Htmx.asked(request) ? wrong(form) : ReportsPages.again(form, reports.people(actor));
    }
    Regulation regulation = editions.inForce();
    Choice choice = choice(figure, form, regulation);
    ListQuery.After after =
        after(form.text("after")).map(it -> new ListQuery.After(it.at, it.id)).orElse(null);
    List<ListQuery.Row> found = reports.list(actor, choice, filter, after);
    boolean more = found.size() > ListQuery.PAGE;
    List<ListQuery.Row> rows = more ? found.subList(0, ListQuery.PAGE) : found;
    Map<String, Object> model = new HashMap<>();
    model.put("filter", filter);
    model.put("figure", figure);
    model.put("rows", rows);
    model.put("regulation", regulation);
    model.put("moments", new Moments(clock.getZone()));
    model.put("more", more ? address(filter, form, rows.getLast().at(), rows.getLast().key()) : "");
    model.put("place", place(choice, regulation));
    if (Htmx.asked(request)) {
      return new ModelAndView("reports/listrows", model);
    }
    model.put("sum", reports.sum(actor, choice, filter));
    model.put("chosen", chosen(choice, regulation));
    return new ModelAndView("reports/list", model);
  }

  /** The deadlines that passed unmet: those still to be made good, or those of the period. */
  @GetMapping("/reports/late")
  ModelAndView late(
      Actor actor, @RequestParam Map<String, String> parameters, HttpServletRequest request) {
    reports.require(actor);
    Form form = new Form(parameters);
    LateQuery.State state =
        switch (form.text("state")) {
          case "", "open" -> LateQuery.State.OPEN;
          case "period" -> LateQuery.State.PERIOD;
          default -> throw new NotFound("such misses");
        };
    Filter filter = Filter.read(form, clock.today(), users);
    Map<String, Object> model = new HashMap<>();
    if (filter == null) {
      if (Htmx.asked(request)) {
        return wrong(form);
      }
      model.put("shown", ReportsPages.shown(form));
    } else {
      String clause = ReportsPages.given(form.typed("clause"));
      LateQuery.After after =
          after(form.text("after")).map(it -> new LateQuery.After(it.at, it.id)).orElse(null);
      List<LateQuery.Row> found = reports.listLate(actor, filter, state, clause, after);
      boolean more = found.size() > LateQuery.PAGE;
      List<LateQuery.Row> rows = more ? found.subList(0, LateQuery.PAGE) : found;
      model.put("filter", filter);
      model.put("rows", rows);
      model.put("regulation", editions.inForce());
      model.put("moments", new Moments(clock.getZone()));
      model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime());
      model.put(
          "more",
          more
              ? filter.address(
                  "/reports/late",
                  "state",
                  id(state),
                  "clause",
                  clause,
                  "after",
                  after(rows.getLast().dueAt(), rows.getLast().id()))
              : "");
      if (Htmx.asked(request)) {
        return new ModelAndView("reports/laterows", model);
      }
      model.put("count", reports.countLate(actor, filter, state, clause));
      model.put("shown", filter.shown());
    }
    model.put("state", id(state));
    model.put("clause", form.text("clause"));
    model.put("clauses", Matrix.columns(reports.missedClauses(actor), editions.inForce()));
    model.put("people", reports.people(actor));
    model.put("errors", Form.errors(form.wrong()));
    return new ModelAndView(
        "reports/latelist",
        model,
        filter == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
  }

  private static String id(LateQuery.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static ModelAndView wrong(Form form) {
    return new ModelAndView(
        "reports/wrong",
        Map.of("errors", Form.errors(form.wrong())),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Choice choice(Figure figure, Form form, Regulation regulation) {
    String stage = ReportsPages.given(form.typed("stage"));
    if (stage != null && name(stage, regulation).isEmpty()) {
      throw new NotFound("stage " + stage);
    }
    List<String> onwards = stage == null ? List.of() : Funnel.of(regulation).onwards(stage);
    if (figure == Figure.PASSED && onwards.isEmpty()) {
      throw new NotFound("step " + stage);
    }
    String pipeline = ReportsPages.given(form.typed("pipeline"));
    if (pipeline != null
        && regulation.pipelines().stream().noneMatch(known -> known.id().equals(pipeline))) {
      throw new NotFound("pipeline " + pipeline);
    }
    String result = ReportsPages.given(form.typed("result"));
    if (result != null && !result.equals(Choice.BEFORE) && !result.equals(Choice.AFTER)) {
      throw new NotFound("result " + result);
    }
    return new Choice(
        figure,
        stage,
        onwards,
        pipeline,
        form.has("reason") ? form.typed("reason") : null,
        form.has("rest"),
        result,
        week(form.text("week")));
  }

  private static @Nullable LocalDate week(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      LocalDate day = StrictValues.day(text);
      if (day.getDayOfWeek() == DayOfWeek.MONDAY
          && !day.isBefore(Period.EARLIEST.minusWeeks(1))
          && !day.isAfter(Period.LATEST)) {
        return day;
      }
    } catch (DateTimeException e) {
      // answered below
    }
    throw new NotFound("week " + text);
  }

  /** What the list was narrowed to, in words. */
  private static String chosen(Choice choice, Regulation regulation) {
    LocalDate week = choice.week();
    if (week != null) {
      return Messages.get("reports.list.week", Shown.day(week));
    }
    if (choice.figure() == Figure.LOST) {
      String reason =
          choice.rest()
              ? Messages.get("reports.losses.rest")
              : choice.reason() == null
                  ? ""
                  : choice.reason().isEmpty()
                      ? Messages.get("reports.losses.unsaid")
                      : regulation
                          .word(DealField.LOSS_REASON.id(), choice.reason())
                          .text()
                          .in(Messages.language());
      String result = choice.result();
      String when =
          result == null
              ? ""
              : Messages.get(
                  result.equals(Choice.BEFORE) ? "reports.losses.before" : "reports.losses.after");
      return reason + (reason.isEmpty() || when.isEmpty() ? "" : ", ") + when;
    }
    return place(choice, regulation);
  }

  private static String place(Choice choice, Regulation regulation) {
    String stage = choice.stage();
    if (stage != null) {
      return name(stage, regulation).map(text -> text.in(Messages.language())).orElse(stage);
    }
    return regulation.pipelines().stream()
        .filter(pipeline -> pipeline.id().equals(choice.pipeline()))
        .map(pipeline -> pipeline.name().in(Messages.language()))
        .findFirst()
        .orElse("");
  }

  private static Optional<Text> name(String stage, Regulation regulation) {
    try {
      return regulation.stage(StageId.parse(stage)).map(known -> known.name());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String address(Filter filter, Form form, Instant at, long key) {
    return filter.address(
        "/reports/list",
        "what",
        form.text("what"),
        "stage",
        ReportsPages.given(form.typed("stage")),
        "pipeline",
        ReportsPages.given(form.typed("pipeline")),
        "reason",
        form.has("reason") ? form.typed("reason") : null,
        "rest",
        form.has("rest") ? "yes" : null,
        "result",
        ReportsPages.given(form.typed("result")),
        "week",
        ReportsPages.given(form.typed("week")),
        "after",
        after(at, key));
  }

  private record Place(Instant at, long id) {}

  /** A place in a list: microseconds since 1970, and the row's number. */
  private static String after(Instant at, long id) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
  }

  private static Optional<Place> after(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("\\d{1,16}-\\d{1,18}")) {
      throw new NotFound("place " + text);
    }
    String[] parts = text.split("-", 2);
    return Optional.of(
        new Place(
            Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
            Long.parseLong(Objects.requireNonNull(parts[1]))));
  }
}
