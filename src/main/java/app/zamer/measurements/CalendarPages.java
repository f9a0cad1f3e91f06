package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Reach;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The calendar of the visits, with what waits for one and what stands in the way (MEAS-7). */
@Controller
class CalendarPages {
  /** A month on the screen is six weeks. */
  private static final int MOST_DAYS = 62;

  private static final int PAGE = 20;

  /** How long a visit that nobody confirmed is shown for rescheduling. */
  private static final Duration KEPT = Duration.ofDays(14);

  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

  private final CalendarQuery query;
  private final VisitDesk desk;
  private final DealAccess access;
  private final Editions editions;
  private final CompanyClock clock;

  CalendarPages(
      CalendarQuery query,
      VisitDesk desk,
      DealAccess access,
      Editions editions,
      CompanyClock clock) {
    this.query = query;
    this.desk = desk;
    this.access = access;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/visits")
  ModelAndView calendar(Actor actor) {
    Map<String, Object> model = side(actor);
    model.put("engineers", desk.engineers());
    model.put("localNow", local(clock.instant()));
    return new ModelAndView("measurements/visits", model);
  }

  /** What waits for a visit, and what stands in the way of those that are planned. */
  @GetMapping("/visits/side")
  ModelAndView sideAlone(Actor actor) {
    return new ModelAndView("measurements/visitSide", side(actor));
  }

  @GetMapping("/visits/waiting")
  ModelAndView moreWaiting(
      Actor actor,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate on,
      @RequestParam Instant at,
      @RequestParam long id) {
    Map<String, Object> model = common(actor);
    waiting(desk.reach(actor, "ledger.read"), new QueuePlace(on, at, id), model);
    return new ModelAndView("measurements/waiting", model);
  }

  @GetMapping("/visits/unconfirmed")
  ModelAndView moreUnconfirmed(Actor actor, @RequestParam Instant at, @RequestParam long id) {
    Map<String, Object> model = common(actor);
    unconfirmed(actor, desk.reach(actor, "ledger.read"), new CalendarQuery.Place(at, id), model);
    return new ModelAndView("measurements/unconfirmed", model);
  }

  /**
   * A visit as the calendar draws it; its times are those of the company's zone, without it.
   *
   * @param state id of {@link Slot.State}
   */
  record Event(
      String id,
      String deal,
      String title,
      String start,
      String end,
      String state,
      String words,
      String engineer,
      String engineerName,
      boolean editable,
      boolean overlaps) {}

  /**
   * The visits that begin from one day to before another.
   *
   * @param engineer his login; empty for everybody's
   */
  @GetMapping("/visits/events")
  @ResponseBody
  List<Event> events(
      Actor actor,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate from,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate to,
      @RequestParam(defaultValue = "") String engineer) {
    long days = ChronoUnit.DAYS.between(from, to);
    if (days < 0 || days > MOST_DAYS) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "more than " + MOST_DAYS + " days");
    }
    Reach reach = desk.reach(actor, "ledger.read");
    List<Slot> slots =
        query.between(
            reach,
            from.atStartOfDay(clock.getZone()).toInstant(),
            to.atStartOfDay(clock.getZone()).toInstant(),
            engineer.isEmpty() ? null : engineer);
    Map<DealId, List<Obstacle>> obstacles =
        desk.obstacles(
            actor, slots.stream().filter(Slot::toConfirm).map(Slot::deal).distinct().toList());
    boolean mayPlan = desk.may(actor, "visit.plan");
    Instant now = clock.instant();
    return slots.stream()
        .map(
            slot -> {
              boolean blocked = !obstacles.getOrDefault(slot.deal(), List.of()).isEmpty();
              Slot.State state = slot.state(now, blocked);
              return new Event(
                  Long.toString(slot.id()),
                  slot.deal().toString(),
                  slot.client(),
                  local(slot.startsAt()),
                  local(slot.endsAt()),
                  state.id(),
                  words(slot, state),
                  slot.engineer(),
                  slot.engineerName(),
                  mayPlan && slot.waits() && slot.open(),
                  slot.overlaps());
            })
        .toList();
  }

  private String words(Slot slot, Slot.State state) {
    String said =
        state == Slot.State.REPORTED
            ? new VisitWords(editions.inForce()).outcome(slot.outcome())
            : Messages.get(state.label());
    return slot.overlaps() ? said + " · " + Messages.get("visits.overlap.short") : said;
  }

  /** One visit, with what can be done about it. */
  @GetMapping("/deals/{id}/visit")
  ModelAndView visit(Actor actor, @PathVariable long id) {
    var deal = new DealId(id);
    access.require(actor, deal, "ledger.read");
    Slot slot = query.of(deal).orElseThrow(() -> new NotFound("visit of deal " + id));
    List<Obstacle> obstacles =
        slot.toConfirm()
            ? desk.obstacles(actor, List.of(deal)).getOrDefault(deal, List.of())
            : List.of();
    Map<String, Object> model = common(actor);
    model.put("slot", slot);
    model.put("words", new VisitWords(editions.inForce()));
    model.put("obstacles", obstacles);
    model.put("mayConfirm", desk.may(actor, "visit.confirm", slot));
    model.put("mayReport", desk.may(actor, "visit.result", slot));
    return new ModelAndView("measurements/visit", model);
  }

  private Map<String, Object> side(Actor actor) {
    Reach reach = desk.reach(actor, "ledger.read");
    Map<String, Object> model = common(actor);
    waiting(reach, QueuePlace.START, model);
    unconfirmed(actor, reach, CalendarQuery.Place.START, model);
    return model;
  }

  private void waiting(Reach reach, QueuePlace after, Map<String, Object> model) {
    List<WaitingDeal> waiting = query.waiting(reach, after, PAGE + 1);
    model.put("waiting", waiting.subList(0, Math.min(PAGE, waiting.size())));
    model.put("moreWaiting", waiting.size() > PAGE);
  }

  private void unconfirmed(
      Actor actor, Reach reach, CalendarQuery.Place after, Map<String, Object> model) {
    List<Slot> found = query.toConfirm(reach, clock.instant().minus(KEPT), after, PAGE + 1);
    List<Slot> shown = found.subList(0, Math.min(PAGE, found.size()));
    model.put("unconfirmed", shown);
    model.put("moreUnconfirmed", found.size() > PAGE);
    model.put("obstacles", desk.obstacles(actor, shown.stream().map(Slot::deal).toList()));
    model.put("mayConfirm", desk.may(actor, "visit.confirm"));
  }

  private Map<String, Object> common(Actor actor) {
    Map<String, Object> model = new HashMap<>();
    model.put("moments", new Moments(clock.getZone()));
    model.put("now", clock.instant());
    model.put("mayPlan", desk.may(actor, "visit.plan"));
    return model;
  }

  private String local(Instant moment) {
    return LOCAL.format(moment.atZone(clock.getZone()));
  }
}
