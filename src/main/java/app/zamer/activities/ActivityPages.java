package app.zamer.activities;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The dialogs by which people complete an activity and plan the next one. */
@Controller
class ActivityPages {
  /** The choice of a day that is none of those offered. */
  static final String OTHER = "other";

  private final Activities activities;
  private final ActivitySubjects subjects;
  private final SubjectQuery query;
  private final ActivityTexts texts;
  private final ObjectProvider<CompletionHints> hints;
  private final CompanyClock clock;

  ActivityPages(
      Activities activities,
      ActivitySubjects subjects,
      SubjectQuery query,
      ActivityTexts texts,
      ObjectProvider<CompletionHints> hints,
      CompanyClock clock) {
    this.activities = activities;
    this.subjects = subjects;
    this.query = query;
    this.texts = texts;
    this.hints = hints;
    this.clock = clock;
  }

  @GetMapping("/activities/{id}/complete")
  ModelAndView completing(Actor actor, @PathVariable long id) {
    Activity activity = activities.toComplete(actor, id);
    return activity.state() == Activity.State.PLANNED
        ? completing(activity, new Form(hinted(activity)), List.of(), HttpStatus.OK)
        : ended(activity, HttpStatus.OK);
  }

  @PostMapping("/activities/{id}/complete")
  Object complete(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Activity activity = activities.toComplete(actor, id);
    Form form = new Form(typed);
    Result result = Result.find(form.text("result")).orElse(null);
    // a day that was typed before another result was chosen is not meant
    LocalDate newDate = result == Result.MOVED ? form.day("newDate") : null;
    if (result == null) {
      form.wrong("result", "activities.complete.choose");
    }
    if (result == null || !form.wrong().isEmpty()) {
      return completing(activity, form, form.wrong(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (activities.complete(actor, id, result, form.text("comment"), newDate)) {
      case Completion.Completed(Activity done) ->
          Htmx.done(said(done, result, newDate), "activity-done");
      case Completion.Refused(List<Violation> violations) ->
          completing(activity, form, violations, HttpStatus.UNPROCESSABLE_CONTENT);
      case Completion.AlreadyDone(Activity done) -> ended(done, HttpStatus.CONFLICT);
    };
  }

  @GetMapping("/deals/{id}/activities/new")
  ModelAndView planningForDeal(Actor actor, @PathVariable long id) {
    return planning(actor, SubjectKind.DEAL, id);
  }

  @GetMapping("/leads/{id}/activities/new")
  ModelAndView planningForLead(Actor actor, @PathVariable long id) {
    return planning(actor, SubjectKind.LEAD, id);
  }

  @PostMapping("/deals/{id}/activities/new")
  Object planForDeal(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    return plan(actor, SubjectKind.DEAL, id, new Form(typed));
  }

  @PostMapping("/leads/{id}/activities/new")
  Object planForLead(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    return plan(actor, SubjectKind.LEAD, id, new Form(typed));
  }

  private ModelAndView planning(Actor actor, SubjectKind kind, long id) {
    subjects.of(kind).require(actor, id, "edit");
    Form form =
        new Form(Map.of("subject", suggestions(kind).getFirst(), "day", choices().get(1).value()));
    return planning(kind, id, form, List.of(), HttpStatus.OK);
  }

  private Object plan(Actor actor, SubjectKind kind, long id, Form form) {
    subjects.of(kind).require(actor, id, "edit");
    LocalDate day = form.day(form.text("day").equals(OTHER) ? "otherDay" : "day");
    LocalTime time = form.time("time");
    if (day == null && form.wrong().isEmpty()) {
      form.wrong("day", "activities.plan.choose-day");
    }
    if (day == null) {
      form.required("subject");
    }
    if (!form.wrong().isEmpty()) {
      return planning(kind, id, form, form.wrong(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    Instant at =
        day == null || time == null ? null : day.atTime(time).atZone(clock.getZone()).toInstant();
    Planning planning =
        activities.plan(actor, kind, id, form.text("subject"), at == null ? day : null, at, null);
    return switch (planning) {
      case Planning.Planned(Activity planned) ->
          Htmx.done(
              Messages.get("activities.planned", planned.text(), due(planned)), "activity-planned");
      case Planning.Refused(List<Violation> violations) ->
          planning(kind, id, form, named(violations), HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  /** The API names its fields to programs; people have chosen a day and perhaps a time. */
  private static List<Violation> named(List<Violation> violations) {
    return violations.stream()
        .map(
            violation ->
                switch (Objects.requireNonNullElse(violation.field(), "")) {
                  case "dueOn" -> new Violation(violation.rule(), "day", violation.message());
                  case "dueAt" -> new Violation(violation.rule(), "time", violation.message());
                  default -> violation;
                })
        .toList();
  }

  private Optional<CompletionHint> hint(Activity activity) {
    return hints.stream().flatMap(each -> each.of(activity).stream()).findFirst();
  }

  private Map<String, String> hinted(Activity activity) {
    return hint(activity)
        .map(
            hint ->
                Map.of(
                    "result",
                    hint.result().id(),
                    "newDate",
                    Objects.toString(hint.newDate(), ""),
                    "comment",
                    hint.comment()))
        .orElse(Map.of());
  }

  /** What was done and what follows from it. */
  private String said(Activity done, Result result, @Nullable LocalDate newDate) {
    String said = Messages.get("activities.done." + result.id(), Shown.day(newDate));
    return subjects
        .of(done.kind())
        .next(done.subject())
        .map(
            next ->
                said
                    + " "
                    + Messages.get(
                        "activities.done.next", next.text().in(Messages.language()), next.rule()))
        .orElse(said);
  }

  private ModelAndView completing(
      Activity activity, Form form, List<Violation> violations, HttpStatus status) {
    Map<String, Object> model = model(activity);
    model.put("moves", Optional.ofNullable(texts.moves(activity)).orElse(""));
    model.put("hint", hint(activity).map(CompletionHint::said).orElse(""));
    model.put("today", clock.today().toString());
    model.put("typed", form.typed());
    model.put("errors", Form.errors(violations));
    model.put("obstacles", obstacles(violations));
    return new ModelAndView("activities/complete", model, status);
  }

  /**
   * Violations that belong beside no input of the dialog stand above them, each with its clause.
   */
  private static List<Violation> obstacles(List<Violation> violations) {
    return violations.stream()
        .filter(violation -> !violation.rule().equals(Violation.INVALID))
        .toList();
  }

  private ModelAndView ended(Activity activity, HttpStatus status) {
    return new ModelAndView("activities/ended", model(activity), status);
  }

  private Map<String, Object> model(Activity activity) {
    Map<String, Object> model = new HashMap<>();
    model.put("activity", activity);
    model.put("subject", query.get(activity.kind(), activity.subject()));
    model.put("text", texts.of(activity));
    model.put("due", due(activity));
    model.put("late", !activity.dueAt().isAfter(clock.instant()));
    return model;
  }

  private ModelAndView planning(
      SubjectKind kind, long id, Form form, List<Violation> violations, HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("subject", query.get(kind, id));
    model.put("suggestions", suggestions(kind));
    model.put("choices", choices());
    model.put("today", clock.today().toString());
    model.put("typed", form.typed());
    model.put("errors", Form.errors(violations));
    return new ModelAndView("activities/plan", model, status);
  }

  private static List<String> suggestions(SubjectKind kind) {
    String key = "activities.plan.suggest." + kind.name().toLowerCase(Locale.ROOT);
    return List.of(Messages.get(key).split("\\|"));
  }

  private List<DayChoice> choices() {
    LocalDate today = clock.today();
    List<DayChoice> choices = new ArrayList<>();
    Stream.of(
            Map.entry("today", today),
            Map.entry("tomorrow", today.plusDays(1)),
            Map.entry("in-three", today.plusDays(3)),
            Map.entry("week", today.plusWeeks(1)))
        .forEach(
            day ->
                choices.add(
                    new DayChoice(
                        day.getValue().toString(),
                        Messages.get("activities.plan.day." + day.getKey()),
                        Shown.weekday(day.getValue()))));
    return choices;
  }

  /** A day, with the time if the day does not simply end. */
  private String due(Activity activity) {
    Instant dueAt = activity.dueAt();
    String day = Shown.weekday(activity.dueOn());
    return Activities.isEndOf(activity.dueOn(), dueAt, clock.getZone())
        ? day
        : day + ", " + new Moments(clock.getZone()).time(dueAt);
  }
}
