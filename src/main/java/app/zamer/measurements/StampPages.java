package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Reach;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The technologist's screen: estimates to stamp, and the stamp itself (MEAS-5). */
@Controller
class StampPages {
  private static final int PAGE = 30;
  private static final int LATEST = 15;
  private static final int LONGEST_REMARK = 4000;
  private static final String CHANGED = "stamps-changed";

  private final Stamps stamps;
  private final StampQuery query;
  private final CalendarQuery deals;
  private final VisitDesk desk;
  private final DealQuestions questions;
  private final DealAccess access;
  private final CompanyClock clock;

  StampPages(
      Stamps stamps,
      StampQuery query,
      CalendarQuery deals,
      VisitDesk desk,
      DealQuestions questions,
      DealAccess access,
      CompanyClock clock) {
    this.stamps = stamps;
    this.query = query;
    this.deals = deals;
    this.desk = desk;
    this.questions = questions;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping("/stamps")
  ModelAndView queue(Actor actor, HttpServletRequest request) {
    Reach reach = desk.reach(actor, "deal.story");
    Reach files = desk.files(actor);
    Map<String, Object> model = common(actor);
    model.put(
        "parts",
        Arrays.stream(StampPart.values())
            .map(part -> list(reach, files, part, QueuePlace.START))
            .toList());
    model.put("withoutDeadline", query.withoutDeadline(reach, files, clock.instant(), PAGE));
    model.put("stamped", query.stamped(reach, files, LATEST));
    return new ModelAndView(
        Htmx.asked(request) ? "measurements/stampLists" : "measurements/stamps", model);
  }

  /** The next page of the queue. */
  @GetMapping("/stamps/more")
  ModelAndView more(
      Actor actor,
      @RequestParam String part,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate on,
      @RequestParam Instant at,
      @RequestParam long id) {
    Map<String, Object> model = common(actor);
    StampPart wanted =
        StampPart.find(part).orElseThrow(() -> new NotFound("part of the queue " + part));
    var after = new QueuePlace(on, at, id);
    model.put("list", list(desk.reach(actor, "deal.story"), desk.files(actor), wanted, after));
    return new ModelAndView("measurements/stampQueue", model);
  }

  private StampList list(Reach reach, Reach files, StampPart part, QueuePlace after) {
    List<StampItem> found = query.queue(reach, files, part, after, PAGE + 1);
    return new StampList(part, found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE);
  }

  /**
   * An estimate without a sheet is not stamped by a slip: that is asked for once more.
   *
   * @param typed {@code row} where the queue is open, whose row stays and says what was done;
   *     {@code sure} by whoever has been asked
   */
  @PostMapping("/deals/{id}/stamp")
  Object stamp(
      Actor actor,
      @PathVariable long id,
      @RequestParam Map<String, String> typed,
      HttpServletResponse response) {
    var deal = new DealId(id);
    access.require(actor, deal, "stamp");
    Optional<StampItem> item = query.one(desk.reach(actor, "stamp"), desk.files(actor), deal);
    if (!typed.containsKey("sure")
        && item.isPresent()
        && item.get().withoutSheet()
        && violations(deal, "stamp").isEmpty()) {
      return new ModelAndView(
          "measurements/stampSure",
          Map.of("item", item.get(), "typed", new Form(typed)),
          HttpStatus.OK);
    }
    return switch (stamps.stamp(actor, deal, new Form(typed).number("version"))) {
      case Outcome.Done done when typed.containsKey("row") ->
          row(actor, deal, stamped(deal, done), response);
      case Outcome.Done done -> Htmx.done(stamped(deal, done), CHANGED, "deal-changed");
      case Outcome.Refused refused -> refused(actor, deal, refused.violations());
      case Outcome.Stale stale -> stale(deal);
    };
  }

  /** What comes too late is said at once: the visit has to be rescheduled. */
  private String stamped(DealId deal, Outcome.Done done) {
    if (done.facts().visit() != null) {
      String late =
          violations(deal, "visit.confirm").stream()
              .filter(violation -> "estimate.stamp".equals(violation.field()))
              .map(Wrong::said)
              .findFirst()
              .orElse("");
      if (!late.isEmpty()) {
        return said("stamps.stamped", deal) + " " + late;
      }
    }
    return said("stamps.stamped", deal);
  }

  private List<Violation> violations(DealId deal, String action) {
    return questions.check(List.of(deal), action).getOrDefault(deal, List.of());
  }

  private String said(String what, DealId deal) {
    return Messages.get(what, deal, card(deal).title());
  }

  /** The row stays where it was, so that no other one comes to lie under the hand. */
  private ModelAndView row(Actor actor, DealId deal, String said, HttpServletResponse response) {
    response.setHeader("HX-Retarget", "#stamp-row-" + deal);
    response.setHeader("HX-Reswap", "outerHTML");
    // the window that has asked, if there is one, is done
    response.setHeader("HX-Trigger", Htmx.closing());
    Map<String, Object> model = common(actor);
    model.put(
        "item",
        query
            .one(desk.reach(actor, "stamp"), desk.files(actor), deal)
            .orElseThrow(() -> new NotFound("deal " + deal)));
    model.put("said", said);
    return new ModelAndView("measurements/stampItem", model);
  }

  @PostMapping("/deals/{id}/stamp/remove")
  Object remove(
      Actor actor,
      @PathVariable long id,
      @RequestParam Map<String, String> typed,
      HttpServletResponse response) {
    var deal = new DealId(id);
    return switch (stamps.remove(actor, deal, new Form(typed).number("version"))) {
      case Outcome.Done _ when typed.containsKey("row") -> row(actor, deal, "", response);
      case Outcome.Done _ -> Htmx.done(said("stamps.removed", deal), CHANGED, "deal-changed");
      case Outcome.Refused refused -> refused(actor, deal, refused.violations());
      case Outcome.Stale _ -> stale(deal);
    };
  }

  @GetMapping("/deals/{id}/stamp/return")
  ModelAndView remark(Actor actor, @PathVariable long id) {
    var deal = new DealId(id);
    access.require(actor, deal, "stamp");
    VisitCard card = card(deal);
    return remark(card, String.valueOf(card.version()), "", Wrong.NOTHING, HttpStatus.OK);
  }

  @PostMapping("/deals/{id}/stamp/return")
  Object giveBack(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    var deal = new DealId(id);
    access.require(actor, deal, "stamp");
    var form = new Form(typed);
    String remark = form.required("text");
    if (remark != null) {
      remark = form.text("text", LONGEST_REMARK);
    }
    Long version = form.number("version");
    if (remark == null) {
      return remark(
          card(deal),
          form.typed("version"),
          form.typed("text"),
          new Wrong(form.wrong()),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (stamps.giveBack(actor, deal, version, remark)) {
      case Outcome.Done _ -> Htmx.done(said("stamps.returned", deal), CHANGED, "deal-changed");
      case Outcome.Refused refused ->
          remark(
              card(deal),
              form.typed("version"),
              form.typed("text"),
              new Wrong(refused.violations()),
              HttpStatus.UNPROCESSABLE_CONTENT);
      // what was typed stays, and the next try counts against what is there now
      case Outcome.Stale stale ->
          remark(
              card(deal),
              String.valueOf(stale.version()),
              form.typed("text"),
              new Wrong(List.of(changed())),
              HttpStatus.PRECONDITION_FAILED);
    };
  }

  private ModelAndView remark(
      VisitCard card, String version, String text, Wrong wrong, HttpStatus status) {
    return new ModelAndView(
        "measurements/stampReturn",
        Map.of("card", card, "version", version, "text", text, "wrong", wrong),
        status);
  }

  private ModelAndView stale(DealId deal) {
    return refused(
        Messages.get("visits.stale.title"),
        card(deal),
        List.of(new Obstacle(changed(), List.of(), false)),
        HttpStatus.PRECONDITION_FAILED);
  }

  private ModelAndView refused(Actor actor, DealId deal, List<Violation> violations) {
    return refused(
        Messages.get("stamps.refused"),
        card(deal),
        desk.obstacles(actor, deal, violations),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static ModelAndView refused(
      String title, VisitCard card, List<Obstacle> obstacles, HttpStatus status) {
    return new ModelAndView(
        "measurements/refused",
        Map.of("title", title, "card", card, "obstacles", obstacles),
        status);
  }

  static Violation changed() {
    return new Violation(Violation.INVALID, null, Messages.text("visits.stale"));
  }

  private VisitCard card(DealId deal) {
    return deals.card(deal).orElseThrow(() -> new NotFound("deal " + deal));
  }

  private Map<String, Object> common(Actor actor) {
    Map<String, Object> model = new HashMap<>();
    model.put("moments", new Moments(clock.getZone()));
    model.put("now", Objects.requireNonNull(clock.instant()));
    model.put("mayStamp", desk.may(actor, "stamp"));
    return model;
  }
}
