package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.measurements.VisitReport.Made;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Reach;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The dialogs of a visit: when it is, that it takes place, what came of it. */
@Controller
class VisitPages {
  static final String CHANGED = "visits-changed";
  private static final int MOST_CHOICES = 100;

  private final Visits visits;
  private final CalendarQuery query;
  private final VisitDesk desk;
  private final DealAccess access;
  private final DealChat chat;
  private final Editions editions;
  private final CompanyClock clock;

  VisitPages(
      Visits visits,
      CalendarQuery query,
      VisitDesk desk,
      DealAccess access,
      DealChat chat,
      Editions editions,
      CompanyClock clock) {
    this.visits = visits;
    this.query = query;
    this.desk = desk;
    this.access = access;
    this.chat = chat;
    this.editions = editions;
    this.clock = clock;
  }

  /** A visit on a free place of the calendar: which deal it is for is chosen in the dialog. */
  @GetMapping("/visits/plan")
  ModelAndView planSome(Actor actor, @RequestParam Map<String, String> typed) {
    Reach reach = desk.reach(actor, "visit.plan");
    return planning(actor, reach, null, typed, Wrong.NOTHING, HttpStatus.OK);
  }

  @PostMapping("/visits/plan")
  Object planChosen(Actor actor, @RequestParam Map<String, String> typed) {
    Reach reach = desk.reach(actor, "visit.plan");
    Form form = new Form(typed);
    Long deal = form.required("deal") == null ? null : form.number("deal");
    if (deal == null) {
      return planning(
          actor, reach, null, typed, new Wrong(form.wrong()), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return planned(actor, new DealId(deal), form, reach);
  }

  @GetMapping("/deals/{id}/visit/plan")
  ModelAndView plan(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    var deal = new DealId(id);
    access.require(actor, deal, "visit.plan");
    VisitCard card = card(deal);
    Map<String, String> known = new HashMap<>(proposed(card));
    typed.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            known.put(name, value);
          }
        });
    return planning(actor, null, card, known, Wrong.NOTHING, HttpStatus.OK);
  }

  @PostMapping("/deals/{id}/visit/plan")
  Object replan(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    var deal = new DealId(id);
    access.require(actor, deal, "visit.plan");
    return planned(actor, deal, new Form(typed), null);
  }

  /** The other visits of an engineer on a day, for who chooses a time. */
  @GetMapping("/visits/day")
  ModelAndView day(
      Actor actor,
      @RequestParam(defaultValue = "") String engineer,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "0") long except) {
    Reach reach = desk.reach(actor, "visit.plan");
    LocalDate date = new Form(Map.of("day", day)).day("day");
    List<Slot> slots =
        date == null || engineer.isBlank()
            ? List.of()
            : query
                .between(
                    reach,
                    date.atStartOfDay(clock.getZone()).toInstant(),
                    date.plusDays(1).atStartOfDay(clock.getZone()).toInstant(),
                    engineer)
                .stream()
                .filter(slot -> slot.waits() && slot.deal().value() != except)
                .toList();
    return new ModelAndView(
        "measurements/planDay",
        Map.of("slots", slots, "asked", date != null && !engineer.isBlank(), "moments", moments()));
  }

  @PostMapping("/deals/{id}/visit/confirm")
  Object confirm(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    var deal = new DealId(id);
    return switch (visits.confirm(actor, deal, new Form(typed).number("version"))) {
      case Outcome.Done _ -> Htmx.done(Messages.get("visits.confirmed"), CHANGED, "deal-changed");
      case Outcome.Refused refused ->
          refused(
              Messages.get("visits.not-confirmed"),
              deal,
              desk.obstacles(actor, deal, refused.violations()),
              HttpStatus.UNPROCESSABLE_CONTENT);
      case Outcome.Stale _ ->
          refused(
              Messages.get("visits.stale.title"),
              deal,
              List.of(new Obstacle(StampPages.changed(), List.of(), false)),
              HttpStatus.PRECONDITION_FAILED);
    };
  }

  /** Asks somebody into the chat whom the confirmation needs there (MEAS-5, MEAS-6). */
  @PostMapping("/deals/{id}/visit/invite")
  Object invite(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String user) {
    var deal = new DealId(id);
    Optional<Violation> wrong = chat.invite(actor, deal, user.isBlank() ? null : new UserId(user));
    if (wrong.isPresent()) {
      return refused(
          Messages.get("visits.not-invited"),
          deal,
          List.of(new Obstacle(wrong.get(), List.of(), false)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return Htmx.done(
        Messages.get(user.equals(actor.id().value()) ? "visits.joined" : "visits.invited"),
        CHANGED,
        "deal-changed");
  }

  @GetMapping("/deals/{id}/visit/result")
  ModelAndView result(Actor actor, @PathVariable long id) {
    var deal = new DealId(id);
    access.require(actor, deal, "visit.result");
    return reporting(card(deal), Map.of(), Wrong.NOTHING, HttpStatus.OK);
  }

  @PostMapping("/deals/{id}/visit/result")
  Object report(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    var deal = new DealId(id);
    access.require(actor, deal, "visit.result");
    var form = new Form(typed);
    VisitReport report = report(form);
    if (!form.wrong().isEmpty()) {
      return reporting(
          card(deal), typed, new Wrong(form.wrong()), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (visits.report(actor, deal, form.number("version"), report)) {
      case Outcome.Done _ ->
          Htmx.done(words().reported(form.text("outcome")), CHANGED, "deal-changed");
      case Outcome.Refused refused ->
          reporting(
              card(deal), typed, new Wrong(refused.violations()), HttpStatus.UNPROCESSABLE_CONTENT);
      case Outcome.Stale _ ->
          reporting(
              card(deal),
              typed,
              new Wrong(List.of(StampPages.changed())),
              HttpStatus.PRECONDITION_FAILED);
    };
  }

  /** What belongs to another outcome than the chosen one was hidden, and is not meant. */
  private VisitReport report(Form form) {
    String outcome = form.text("outcome");
    if (outcome.isEmpty()) {
      form.wrong("outcome", "visits.outcome.missing");
    }
    Made made = null;
    if (words().isContract(outcome)) {
      BigDecimal amount = form.amount("contract.amount");
      BigDecimal discount = form.amount("contract.discount");
      made =
          new Made(
              form.text("contract.number"), amount, discount, form.text("contract.clientName"));
    }
    boolean repeat = words().isRepeat(outcome);
    String kind = form.text("dateKind");
    return new VisitReport(
        outcome.isEmpty() ? null : outcome,
        made,
        repeat ? form.day("date") : null,
        repeat && !kind.isEmpty() ? kind : null);
  }

  private Object planned(Actor actor, DealId deal, Form form, @Nullable Reach reach) {
    LocalDate day = form.day("day");
    LocalTime from = form.time("from");
    LocalTime to = form.time("to");
    VisitCard chosen = reach == null ? card(deal) : null;
    if (!form.wrong().isEmpty()) {
      return planning(
          actor,
          reach,
          chosen,
          form.typed(),
          new Wrong(form.wrong()),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    var plan =
        new VisitPlan(
            form.text("engineer").isEmpty() ? null : form.text("engineer"),
            moment(day, from),
            moment(day, to),
            Boolean.TRUE.equals(form.answer("moveDate")));
    return switch (visits.plan(actor, deal, form.number("version"), plan)) {
      case Outcome.Done done -> Htmx.done(planned(deal, done), CHANGED, "deal-changed");
      case Outcome.Refused refused ->
          planning(
              actor,
              null,
              card(deal),
              form.typed(),
              new Wrong(refused.violations()),
              HttpStatus.UNPROCESSABLE_CONTENT);
      case Outcome.Stale stale -> {
        Map<String, String> typed = new HashMap<>(form.typed());
        typed.put("version", String.valueOf(stale.version()));
        yield planning(
            actor,
            null,
            card(deal),
            typed,
            new Wrong(List.of(StampPages.changed())),
            HttpStatus.PRECONDITION_FAILED);
      }
    };
  }

  private String planned(DealId deal, Outcome.Done done) {
    Visit visit = done.facts().visit();
    if (visit == null || !visit.outcome().isEmpty()) {
      return Messages.get("visits.moved-away");
    }
    Slot slot = query.of(deal).orElseThrow();
    String said =
        Messages.get(
            "visits.planned",
            moments().day(visit.startsAt()),
            moments().time(visit.startsAt()),
            moments().time(visit.endsAt()),
            slot.engineerName());
    return slot.overlaps() ? said + " " + Messages.get("visits.overlap") : said;
  }

  private @Nullable Instant moment(@Nullable LocalDate day, @Nullable LocalTime time) {
    return day == null || time == null
        ? null
        : day.atTime(time).atZone(clock.getZone()).toInstant();
  }

  /** The slot as it is, or else the day that was agreed. */
  private Map<String, String> proposed(VisitCard card) {
    Map<String, String> known = new HashMap<>();
    known.put("version", String.valueOf(card.version()));
    if (card.day() != null) {
      known.put("day", card.day().toString());
    }
    query
        .of(card.deal())
        .filter(slot -> slot.waits() && slot.open())
        .ifPresent(
            slot -> {
              known.put("engineer", slot.engineer());
              known.put("day", LocalDate.ofInstant(slot.startsAt(), clock.getZone()).toString());
              known.put("from", moments().time(slot.startsAt()));
              known.put("to", moments().time(slot.endsAt()));
            });
    return known;
  }

  private ModelAndView planning(
      Actor actor,
      @Nullable Reach reach,
      @Nullable VisitCard card,
      Map<String, String> typed,
      Wrong wrong,
      HttpStatus status) {
    List<User> engineers = desk.engineers();
    Map<String, String> shown = new HashMap<>(typed);
    if (engineers.size() == 1) {
      shown.putIfAbsent("engineer", engineers.getFirst().id().value());
    }
    Map<String, Object> model = new HashMap<>();
    model.put("card", card);
    model.put("engineers", engineers);
    model.put("typed", new Form(shown));
    model.put("wrong", wrong);
    model.put("mayMoveDate", desk.may(actor, "ledger.edit"));
    model.put(
        "choices",
        card == null && reach != null
            ? query.waiting(reach, QueuePlace.START, MOST_CHOICES)
            : List.<WaitingDeal>of());
    return new ModelAndView("measurements/plan", model, status);
  }

  private VisitWords words() {
    return new VisitWords(editions.inForce());
  }

  private ModelAndView reporting(
      VisitCard card, Map<String, String> typed, Wrong wrong, HttpStatus status) {
    return new ModelAndView(
        "measurements/result",
        Map.of("card", card, "typed", new Form(typed), "wrong", wrong, "words", words()),
        status);
  }

  private ModelAndView refused(
      String title, DealId deal, List<Obstacle> obstacles, HttpStatus status) {
    return new ModelAndView(
        "measurements/refused",
        Map.of("title", title, "card", card(deal), "obstacles", obstacles),
        status);
  }

  private VisitCard card(DealId deal) {
    return query.card(deal).orElseThrow(() -> new NotFound("deal " + deal));
  }

  private Moments moments() {
    return new Moments(clock.getZone());
  }
}
