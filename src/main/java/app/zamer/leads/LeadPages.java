package app.zamer.leads;

import app.zamer.clients.Clients;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadBoardQuery.Known;
import app.zamer.leads.LeadBoardQuery.Waiting;
import app.zamer.leads.LeadViews.Board;
import app.zamer.leads.LeadViews.Column;
import app.zamer.leads.LeadViews.Duplicate;
import app.zamer.leads.LeadViews.KnownClient;
import app.zamer.leads.LeadViews.KnownDeal;
import app.zamer.regulation.DealId;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The board of leads, the card of one, and what is done with it. */
@Controller
class LeadPages {
  private static final int FIRST = 20;
  private static final int MOST = 200;
  private static final int TRIES = 3;
  private static final String CHANGED = "lead-changed";

  /** What is edited in place. */
  private static final List<String> FIELDS = List.of("title", "clientName", "source", "owner");

  private final Leads leads;
  private final LeadBoardQuery board;
  private final LeadQuery query;
  private final LeadCardQuery parts;
  private final LeadCards cards;
  private final LeadRights rights;
  private final Clients clients;
  private final Users users;
  private final DealAccess deals;
  private final CompanyClock clock;

  LeadPages(
      Leads leads,
      LeadBoardQuery board,
      LeadQuery query,
      LeadCardQuery parts,
      LeadCards cards,
      LeadRights rights,
      Clients clients,
      Users users,
      DealAccess deals,
      CompanyClock clock) {
    this.leads = leads;
    this.board = board;
    this.query = query;
    this.parts = parts;
    this.cards = cards;
    this.rights = rights;
    this.clients = clients;
    this.users = users;
    this.deals = deals;
    this.clock = clock;
  }

  /**
   * @param show {@code mine}, {@code free} or empty for all that the actor may see
   * @param late {@code true} for those whose attempt is overdue
   * @param sizes how many leads of each stage the page shows already
   */
  @GetMapping("/leads")
  ModelAndView board(
      Actor actor,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String late,
      @RequestParam(defaultValue = "") String q,
      @RequestParam Map<String, String> sizes) {
    return board("leads/board", actor, LeadFilter.of(show, late, q), sizes);
  }

  /** The columns alone, for the page that is open. */
  @GetMapping("/leads/columns")
  ModelAndView columns(
      Actor actor,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String late,
      @RequestParam(defaultValue = "") String q,
      @RequestParam Map<String, String> sizes) {
    return board("leads/columns", actor, LeadFilter.of(show, late, q), sizes);
  }

  /** More of one column. */
  @GetMapping("/leads/more")
  ModelAndView more(
      Actor actor,
      @RequestParam String stage,
      @RequestParam long before,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String late,
      @RequestParam(defaultValue = "") String q) {
    rights.require(actor, LeadRights.READ);
    LeadRules rules = cards.rules();
    LeadRules.Stage wanted = rules.stage(stage).orElseThrow(() -> new NotFound("stage " + stage));
    Map<String, Object> model = new HashMap<>();
    model.put("bulk", rights.has(actor, LeadRights.BULK));
    model.put("column", column(actor, rules, wanted, LeadFilter.of(show, late, q), before, FIRST));
    return new ModelAndView("leads/more", model);
  }

  @GetMapping("/leads/{id}")
  ModelAndView card(Actor actor, @PathVariable long id) {
    Lead lead = leads.get(actor, new LeadId(id));
    Map<String, Object> model = new HashMap<>(cards.rest(actor, lead));
    model.putAll(cards.facts(actor, lead));
    return new ModelAndView("leads/lead", model);
  }

  /** What has happened and comes next, for the page that is open. */
  @GetMapping("/leads/{id}/card")
  ModelAndView cardAlone(Actor actor, @PathVariable long id) {
    return new ModelAndView("leads/card", cards.rest(actor, leads.get(actor, new LeadId(id))));
  }

  /** What the lead is, for the page that is open. */
  @GetMapping("/leads/{id}/facts")
  ModelAndView facts(Actor actor, @PathVariable long id) {
    return new ModelAndView("leads/facts", cards.facts(actor, leads.get(actor, new LeadId(id))));
  }

  @GetMapping("/leads/new")
  ModelAndView opening(Actor actor, @RequestParam Map<String, String> typed) {
    rights.require(actor, LeadRights.CREATE);
    Map<String, String> fields = new HashMap<>(typed);
    // a client was taken before a phone was typed
    if (typed.getOrDefault("phone", "").isBlank() && typed.containsKey("main")) {
      fields.put("phone", typed.get("main"));
    }
    return opening(new Form(fields), List.of(), null, HttpStatus.OK);
  }

  @PostMapping("/leads/new")
  Object open(Actor actor, @RequestParam Map<String, String> typed) {
    rights.require(actor, LeadRights.CREATE);
    Form form = new Form(typed);
    Phone.Parsed parsed = Phone.parse(form.text("phone"));
    Phone phone = parsed.phone().orElse(null);
    if (phone == null) {
      return opening(
          form,
          parsed.violation("phone").stream().toList(),
          null,
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    NewLead lead =
        new NewLead(phone, form.text("clientName"), form.text("title"), form.text("source"));
    return switch (leads.open(actor, lead)) {
      case LeadOutcome.Done(Lead made) -> Htmx.go("/leads/" + made.id());
      case LeadOutcome.Refused(List<Violation> violations) ->
          opening(form, violations, null, HttpStatus.UNPROCESSABLE_CONTENT);
      case LeadOutcome.HasLead(LeadId known) ->
          opening(form, List.of(), duplicate(actor, known), HttpStatus.CONFLICT);
      case LeadOutcome.HasDeal(DealId known) ->
          opening(form, List.of(), duplicate(actor, known), HttpStatus.CONFLICT);
      case LeadOutcome.AlreadyClosed _, LeadOutcome.Stale _ ->
          throw new IllegalStateException("a new lead is neither closed nor changed");
    };
  }

  /** «Взять себе». */
  @PostMapping("/leads/{id}/take")
  ResponseEntity<Void> take(Actor actor, @PathVariable long id) {
    try {
      return switch (leads.take(actor, new LeadId(id))) {
        case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.taken"), CHANGED);
        default -> Htmx.done(Messages.get("leads.taken.closed"), CHANGED);
      };
    } catch (AccessDeniedException e) {
      if (!rights.has(actor, LeadRights.TAKE)) {
        throw e;
      }
      return Htmx.done(Messages.get("leads.taken.before"), CHANGED);
    }
  }

  // ---- editing in place

  @GetMapping("/leads/{id}/facts/edit")
  ModelAndView editing(Actor actor, @PathVariable long id) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.EDIT);
    Map<String, String> now = new HashMap<>();
    for (String field : FIELDS) {
      now.put(field, now(lead, field));
      now.put("was-" + field, now(lead, field));
    }
    return editing(actor, lead, now, Map.of(), HttpStatus.OK);
  }

  /** That somebody else has changed what is being edited; nothing while nobody has. */
  @GetMapping("/leads/{id}/facts/news")
  ModelAndView news(Actor actor, @PathVariable long id, @RequestParam long version) {
    Lead lead = leads.get(actor, new LeadId(id));
    return new ModelAndView("leads/news", Map.of("changed", lead.version() != version));
  }

  /**
   * Saves what has been typed. What only one of two people has changed is kept; where both have
   * changed the same field, the one who saves later sees what is there and chooses.
   */
  @PostMapping("/leads/{id}/facts")
  Object edit(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Form form = new Form(typed);
    for (int tries = 0; tries < TRIES; tries++) {
      Lead lead = leads.require(actor, new LeadId(id), LeadRights.EDIT);
      if (lead.isClosed()) {
        return shown(actor, lead, Messages.get("leads.closed-meanwhile"));
      }
      Map<String, String> conflicts = conflicts(lead, form);
      if (!conflicts.isEmpty()) {
        Map<String, String> again = new HashMap<>(typed);
        FIELDS.forEach(field -> again.put("was-" + field, now(lead, field)));
        return editing(actor, lead, again, conflicts, HttpStatus.CONFLICT);
      }
      String owner = form.text("owner");
      boolean assigns = changed(form, "owner");
      var change =
          new LeadChange(
              changed(form, "title") ? form.text("title") : null,
              changed(form, "clientName") ? form.text("clientName") : null,
              changed(form, "source") ? form.text("source") : null,
              assigns && !owner.isEmpty() ? new UserId(owner) : null,
              assigns && owner.isEmpty());
      switch (leads.change(actor, lead.id(), lead.version(), change)) {
        case LeadOutcome.Done(Lead saved) -> {
          return rights.permits(actor, saved, LeadRights.READ)
              ? shown(actor, saved, Messages.get("leads.edited"))
              : Htmx.go("/leads");
        }
        case LeadOutcome.Refused(List<Violation> violations) -> {
          return editing(
              actor, lead, typed, Form.errors(violations), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        default -> {
          // somebody was quicker: once more with what is there now
        }
      }
    }
    Lead lead = leads.get(actor, new LeadId(id));
    return editing(
        actor, lead, typed, Map.of("", Messages.get("leads.edit.stale")), HttpStatus.CONFLICT);
  }

  private static boolean changed(Form form, String field) {
    return form.has(field) && !form.text(field).equals(form.text("was-" + field));
  }

  /** What somebody else has put where the actor has typed something else. */
  private Map<String, String> conflicts(Lead lead, Form form) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    for (String field : FIELDS) {
      String now = now(lead, field);
      if (changed(form, field)
          && form.has("was-" + field)
          && !form.text("was-" + field).equals(now)
          && !form.text(field).equals(now)) {
        String shown =
            field.equals("owner")
                ? now.isEmpty() ? Messages.get("leads.free") : name(now)
                : now.isEmpty() ? Messages.get("leads.unknown") : now;
        conflicts.put(field, Messages.get("leads.edit.conflict", shown, changedBy(lead, field)));
      }
    }
    return conflicts;
  }

  private String changedBy(Lead lead, String field) {
    return query.history(lead.id(), new PageRequest(0, FIRST)).items().stream()
        .filter(line -> line.change().stream().anyMatch(it -> it.field().equals(field)))
        .findFirst()
        .map(line -> name(line.by()))
        .orElse("");
  }

  private static String now(Lead lead, String field) {
    UserId owner = lead.owner();
    return switch (field) {
      case "title" -> lead.title();
      case "clientName" -> lead.clientName();
      case "source" -> lead.source();
      default -> owner == null ? "" : owner.value();
    };
  }

  private ModelAndView shown(Actor actor, Lead lead, String said) {
    Map<String, Object> model = cards.facts(actor, lead);
    model.put("said", said);
    return new ModelAndView("leads/facts", model);
  }

  private ModelAndView editing(
      Actor actor,
      Lead lead,
      Map<String, String> typed,
      Map<String, String> errors,
      HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("typed", typed);
    model.put("errors", errors);
    model.put("lead", lead);
    model.put("managers", rights.permits(actor, lead, LeadRights.ASSIGN) ? owners(lead) : Map.of());
    return new ModelAndView("leads/edit", model, status);
  }

  // ---- attempts

  @GetMapping("/leads/{id}/attempt")
  ModelAndView planning(Actor actor, @PathVariable long id) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.EDIT);
    ZonedDateTime at = at(lead.nextAttemptAt());
    Map<String, String> typed = new HashMap<>();
    typed.put("day", at.toLocalDate().toString());
    typed.put("time", at.toLocalTime().withSecond(0).withNano(0).toString());
    typed.put("version", Long.toString(lead.version()));
    return planning(lead, new Form(typed), List.of(), HttpStatus.OK);
  }

  @PostMapping("/leads/{id}/attempt")
  Object plan(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.EDIT);
    Form form = new Form(typed);
    Instant at = moment(form);
    if (at == null) {
      return planning(lead, form, form.wrong(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (leads.plan(actor, lead.id(), form.number("version"), at)) {
      case LeadOutcome.Done _ ->
          Htmx.done(Messages.get("leads.planned", cards.moment(at)), CHANGED, "activity-planned");
      case LeadOutcome.Refused(List<Violation> violations) ->
          planning(lead, form, violations, HttpStatus.UNPROCESSABLE_CONTENT);
      case LeadOutcome.Stale(long version) -> {
        Map<String, String> again = new HashMap<>(typed);
        again.put("version", Long.toString(version));
        Form seen = new Form(again);
        Instant planned = lead.nextAttemptAt();
        seen.wrong(
            "",
            "leads.plan.stale",
            planned == null ? Messages.get("leads.plan.none") : cards.moment(planned));
        yield planning(lead, seen, seen.wrong(), HttpStatus.CONFLICT);
      }
      default -> closed();
    };
  }

  /** The day and the time of a form, by the company's clock; null, and noted, if there is none. */
  private @Nullable Instant moment(Form form) {
    LocalDate day = form.day("day");
    LocalTime time = form.time("time");
    if (day == null && form.text("day").isEmpty()) {
      form.wrong("day", "form.required");
    }
    if (time == null && form.text("time").isEmpty()) {
      form.wrong("time", "form.required");
    }
    return day == null || time == null
        ? null
        : day.atTime(time).atZone(clock.getZone()).toInstant();
  }

  /** The planned attempt while it is ahead, else the one that the regulation would plan now. */
  private ZonedDateTime at(@Nullable Instant planned) {
    Instant at =
        planned != null && planned.isAfter(clock.instant()) ? planned : leads.nextAttempt();
    return at.atZone(clock.getZone());
  }

  private ModelAndView planning(
      Lead lead, Form form, List<Violation> violations, HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    model.put("lead", lead);
    model.put("today", clock.today().toString());
    model.put("hours", cards.rules().hours());
    return new ModelAndView("leads/attempt", model, status);
  }

  /** What will be planned if nobody answers. */
  @GetMapping("/leads/{id}/unanswered")
  ModelAndView asking(Actor actor, @PathVariable long id) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.EDIT);
    return new ModelAndView(
        "leads/unanswered", Map.of("lead", lead, "next", cards.moment(leads.nextAttempt())));
  }

  @PostMapping("/leads/{id}/unanswered")
  ResponseEntity<Void> unanswered(Actor actor, @PathVariable long id) {
    return switch (leads.unanswered(actor, new LeadId(id))) {
      case LeadOutcome.Done(Lead lead) -> {
        Instant next = Objects.requireNonNull(lead.nextAttemptAt());
        yield Htmx.done(
            Messages.get("leads.unanswered.done", cards.moment(next)), CHANGED, "activity-planned");
      }
      default -> closed();
    };
  }

  // ---- the end of a lead

  /** Asks what has come of a lead. */
  @GetMapping("/leads/{id}/close")
  ModelAndView closing(Actor actor, @PathVariable long id) {
    return new ModelAndView(
        "leads/close", Map.of("lead", leads.require(actor, new LeadId(id), LeadRights.CLOSE)));
  }

  @GetMapping("/leads/{id}/convert")
  ModelAndView converting(Actor actor, @PathVariable long id) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.CLOSE);
    Form form = new Form(Map.of("clientName", lead.clientName(), "title", lead.title()));
    return converting(actor, lead, form, List.of(), null, HttpStatus.OK);
  }

  @PostMapping("/leads/{id}/convert")
  Object convert(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.CLOSE);
    Form form = new Form(typed);
    var conversion =
        new Conversion(
            form.text("clientName"),
            form.text("title"),
            Boolean.TRUE.equals(form.answer("allowDuplicate")));
    return switch (leads.convert(actor, new LeadId(id), conversion)) {
      case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.converted"), CHANGED);
      case LeadOutcome.Refused(List<Violation> violations) ->
          converting(actor, lead, form, violations, null, HttpStatus.UNPROCESSABLE_CONTENT);
      case LeadOutcome.HasDeal(DealId known) ->
          converting(actor, lead, form, List.of(), duplicate(actor, known), HttpStatus.CONFLICT);
      default -> closed();
    };
  }

  @GetMapping("/leads/{id}/disqualify")
  ModelAndView disqualifying(Actor actor, @PathVariable long id) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.CLOSE);
    return disqualifying(lead, new Form(Map.of()), List.of(), HttpStatus.OK);
  }

  @PostMapping("/leads/{id}/disqualify")
  Object disqualify(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.CLOSE);
    Form form = new Form(typed);
    return switch (leads.disqualify(actor, new LeadId(id), reason(form), comment(form))) {
      case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.disqualified"), CHANGED);
      case LeadOutcome.Refused(List<Violation> violations) ->
          disqualifying(lead, form, violations, HttpStatus.UNPROCESSABLE_CONTENT);
      default -> closed();
    };
  }

  /** A reason of the list, or else what was typed instead of one. */
  static String reason(Form form) {
    return form.text("reason").isEmpty() ? form.text("comment") : form.text("reason");
  }

  /** What was typed besides a reason of the list. */
  static String comment(Form form) {
    return form.text("reason").isEmpty() ? "" : form.text("comment");
  }

  @GetMapping("/leads/{id}/reopen")
  ModelAndView reopening(Actor actor, @PathVariable long id) {
    return new ModelAndView(
        "leads/reopen", Map.of("lead", leads.require(actor, new LeadId(id), LeadRights.REOPEN)));
  }

  @PostMapping("/leads/{id}/reopen")
  Object reopen(Actor actor, @PathVariable long id) {
    Lead lead = leads.require(actor, new LeadId(id), LeadRights.REOPEN);
    return switch (leads.reopen(actor, lead.id())) {
      case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.reopened"), CHANGED);
      case LeadOutcome.HasLead(LeadId known) -> reopening(lead, duplicate(actor, known));
      case LeadOutcome.HasDeal(DealId known) -> reopening(lead, duplicate(actor, known));
      default -> Htmx.done(Messages.get("leads.reopen.deal"), CHANGED);
    };
  }

  private static ModelAndView reopening(Lead lead, Duplicate duplicate) {
    return new ModelAndView(
        "leads/reopen", Map.of("lead", lead, "duplicate", duplicate), HttpStatus.CONFLICT);
  }

  /** Somebody has closed it meanwhile; the card says what became of it. */
  private static ResponseEntity<Void> closed() {
    return Htmx.done(Messages.get("leads.closed-meanwhile"), CHANGED);
  }

  private static ModelAndView opening(
      Form form, List<Violation> violations, @Nullable Duplicate duplicate, HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    if (duplicate != null) {
      model.put("duplicate", duplicate);
    }
    return new ModelAndView("leads/new", model, status);
  }

  /** Whose the lead may be; whose it is, though he has left, so that other fields can be saved. */
  private Map<String, String> owners(Lead lead) {
    Map<String, String> owners = new LinkedHashMap<>();
    for (User user : rights.ownersOr(lead.owner())) {
      owners.put(user.id().value(), user.shown());
    }
    return owners;
  }

  private Optional<KnownClient> known(Actor actor, Phone phone) {
    return clients
        .byPhone(phone)
        .map(
            client ->
                new KnownClient(
                    client.id().toString(),
                    client.name(),
                    parts.openDeals(client.id()).stream()
                        .map(
                            deal ->
                                new KnownDeal(
                                    deal.id().toString(),
                                    deal.title(),
                                    deal.owner(),
                                    mayRead(actor, deal.id()) ? "/deals/" + deal.id() : null))
                        .toList()));
  }

  private ModelAndView converting(
      Actor actor,
      Lead lead,
      Form form,
      List<Violation> violations,
      @Nullable Duplicate duplicate,
      HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    model.put("lead", lead);
    known(actor, lead.phone()).ifPresent(client -> model.put("known", client));
    if (duplicate != null) {
      model.put("duplicate", duplicate);
    }
    return new ModelAndView("leads/convert", model, status);
  }

  private ModelAndView disqualifying(
      Lead lead, Form form, List<Violation> violations, HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    model.put("lead", lead);
    model.put("reasons", reasons(cards.rules()));
    return new ModelAndView("leads/disqualify", model, status);
  }

  /** The reasons as people read them, by their ids. */
  static Map<String, String> reasons(LeadRules rules) {
    Map<String, String> reasons = new LinkedHashMap<>();
    rules.reasons().forEach((id, text) -> reasons.put(id, LeadCards.read(text)));
    return reasons;
  }

  private static Map<String, Object> form(Form form, List<Violation> violations) {
    Map<String, Object> model = new HashMap<>();
    model.put("typed", form.typed());
    model.put("errors", Form.errors(violations));
    return model;
  }

  private Duplicate duplicate(Actor actor, LeadId id) {
    Known known = board.lead(id.value());
    boolean visible =
        rights.reachesAll(actor, LeadRights.READ)
            || known.owner() == null
            || actor.id().value().equals(known.owner());
    return new Duplicate(
        false, known.title(), visible ? "/leads/" + id : null, name(known.owner()));
  }

  private Duplicate duplicate(Actor actor, DealId id) {
    Known known = board.deal(id.value());
    return new Duplicate(
        true, known.title(), mayRead(actor, id) ? "/deals/" + id : null, name(known.owner()));
  }

  private boolean mayRead(Actor actor, DealId id) {
    try {
      deals.require(actor, id, "deal.read");
      return true;
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  private String name(@Nullable String login) {
    return login == null
        ? Messages.get("leads.nobody")
        : users.names(List.of(new UserId(login))).getOrDefault(new UserId(login), login);
  }

  private ModelAndView board(
      String view, Actor actor, LeadFilter filter, Map<String, String> sizes) {
    rights.require(actor, LeadRights.READ);
    LeadRules rules = cards.rules();
    Waiting waiting = board.waiting(actor);
    Map<String, Object> model = new HashMap<>();
    model.put(
        "board",
        new Board(
            filter.show().word(),
            filter.late(),
            filter.q(),
            !filter.isAll(),
            waiting.free(),
            waiting.late(),
            rights.has(actor, LeadRights.CREATE),
            rights.has(actor, LeadRights.BULK),
            cards.now()));
    model.put(
        "columns",
        rules.stages().stream()
            .map(
                stage ->
                    column(
                        actor,
                        rules,
                        stage,
                        filter,
                        null,
                        size(sizes.getOrDefault(stage.id(), ""))))
            .toList());
    return new ModelAndView(view, model);
  }

  private Column column(
      Actor actor,
      LeadRules rules,
      LeadRules.Stage stage,
      LeadFilter filter,
      @Nullable Long before,
      int size) {
    List<Lead> found = board.leads(actor, stage.id(), filter, before, size + 1);
    boolean more = found.size() > size;
    List<Lead> shown = more ? found.subList(0, size) : found;
    int count =
        before == null && !more
            ? shown.size()
            : before == null ? board.count(actor, stage.id(), filter) : 0;
    return new Column(
        stage,
        drop(rules, stage.id()),
        count > LeadBoardQuery.MOST_COUNTED
            ? LeadBoardQuery.MOST_COUNTED + "+"
            : Integer.toString(count),
        cards.cards(actor, shown),
        more ? shown.getLast().id().toString() : null);
  }

  private static String drop(LeadRules rules, String stage) {
    return stage.equals(rules.closed())
        ? "close"
        : stage.equals(rules.unanswered())
            ? "unanswered"
            : stage.equals(rules.start()) ? "reopen" : "";
  }

  private static int size(String typed) {
    return typed.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(typed), FIRST, MOST) : FIRST;
  }
}
