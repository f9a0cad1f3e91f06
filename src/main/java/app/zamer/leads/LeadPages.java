package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadBoardQuery.Known;
import app.zamer.leads.LeadBoardQuery.Show;
import app.zamer.leads.LeadViews.Column;
import app.zamer.leads.LeadViews.Duplicate;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Role;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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
  private static final String CHANGED = "lead-changed";

  private final Leads leads;
  private final LeadBoardQuery board;
  private final LeadCards cards;
  private final Users users;
  private final DealAccess deals;
  private final CompanyClock clock;

  LeadPages(
      Leads leads,
      LeadBoardQuery board,
      LeadCards cards,
      Users users,
      DealAccess deals,
      CompanyClock clock) {
    this.leads = leads;
    this.board = board;
    this.cards = cards;
    this.users = users;
    this.deals = deals;
    this.clock = clock;
  }

  /**
   * @param show {@code mine}, {@code free} or empty for all that the actor may see
   * @param sizes how many leads of each stage the page shows already
   */
  @GetMapping("/leads")
  ModelAndView board(
      Actor actor,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String q,
      @RequestParam Map<String, String> sizes) {
    return board("leads/board", actor, show, q, sizes);
  }

  /** The columns alone, for the page that is open. */
  @GetMapping("/leads/columns")
  ModelAndView columns(
      Actor actor,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String q,
      @RequestParam Map<String, String> sizes) {
    return board("leads/columns", actor, show, q, sizes);
  }

  /** More of one column. */
  @GetMapping("/leads/more")
  ModelAndView more(
      Actor actor,
      @RequestParam String stage,
      @RequestParam long before,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String q) {
    LeadRights.requireList(actor);
    LeadStage wanted = LeadStage.of(stage).orElseThrow(() -> new NotFound("stage " + stage));
    Map<String, Object> model = filter(actor, show, q);
    model.put("column", column(actor, wanted, Show.of(show), q, before, FIRST));
    return new ModelAndView("leads/more", model);
  }

  @GetMapping("/leads/{id}")
  ModelAndView card(Actor actor, @PathVariable long id) {
    return new ModelAndView("leads/lead", cards.model(actor, leads.get(actor, new LeadId(id))));
  }

  /** The card without its page, for the one that is open. */
  @GetMapping("/leads/{id}/card")
  ModelAndView cardAlone(Actor actor, @PathVariable long id) {
    return new ModelAndView("leads/card", cards.model(actor, leads.get(actor, new LeadId(id))));
  }

  @GetMapping("/leads/new")
  ModelAndView opening(Actor actor, @RequestParam Map<String, String> typed) {
    LeadRights.requireOpen(actor);
    Map<String, String> fields = new HashMap<>(typed);
    // a client was taken before a phone was typed
    if (typed.getOrDefault("phone", "").isBlank() && typed.containsKey("main")) {
      fields.put("phone", typed.get("main"));
    }
    return opening(new Form(fields), List.of(), null, HttpStatus.OK);
  }

  @PostMapping("/leads/new")
  Object open(Actor actor, @RequestParam Map<String, String> typed) {
    LeadRights.requireOpen(actor);
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
    var taken = new LeadChange(null, null, null, actor.id(), false);
    try {
      return switch (leads.change(actor, new LeadId(id), null, taken)) {
        case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.taken"), CHANGED);
        default -> Htmx.done(Messages.get("leads.taken.closed"), CHANGED);
      };
    } catch (AccessDeniedException e) {
      if (!actor.is(Role.MANAGER)) {
        throw e;
      }
      return Htmx.done(Messages.get("leads.taken.before"), CHANGED);
    }
  }

  @GetMapping("/leads/{id}/edit")
  ModelAndView editing(Actor actor, @PathVariable long id) {
    Lead lead = changeable(actor, id);
    Map<String, String> now = new HashMap<>();
    now.put("title", lead.title());
    now.put("clientName", lead.clientName());
    now.put("source", lead.source());
    now.put("owner", owner(lead));
    now.put("version", Long.toString(lead.version()));
    return editing(actor, lead, new Form(now), List.of(), "", HttpStatus.OK);
  }

  @PostMapping("/leads/{id}/edit")
  Object edit(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Lead lead = changeable(actor, id);
    Form form = new Form(typed);
    boolean assigns = form.has("owner");
    String owner = form.text("owner");
    var change =
        new LeadChange(
            form.text("title"),
            form.text("clientName"),
            form.text("source"),
            assigns && !owner.isEmpty() ? new UserId(owner) : null,
            assigns && owner.isEmpty());
    return switch (leads.change(actor, new LeadId(id), form.number("version"), change)) {
      case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.edited"), CHANGED);
      case LeadOutcome.Refused(List<Violation> violations) ->
          editing(actor, lead, form, violations, "", HttpStatus.UNPROCESSABLE_CONTENT);
      case LeadOutcome.Stale(long version) -> {
        Map<String, String> again = new HashMap<>(typed);
        again.put("version", Long.toString(version));
        yield editing(
            actor,
            leads.get(actor, new LeadId(id)),
            new Form(again),
            List.of(),
            Messages.get("leads.edit.stale"),
            HttpStatus.CONFLICT);
      }
      default -> closed();
    };
  }

  @GetMapping("/leads/{id}/convert")
  ModelAndView converting(Actor actor, @PathVariable long id) {
    Lead lead = changeable(actor, id);
    Form form = new Form(Map.of("clientName", lead.clientName(), "title", lead.title()));
    return converting(lead, form, List.of(), null, HttpStatus.OK);
  }

  @PostMapping("/leads/{id}/convert")
  Object convert(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Lead lead = changeable(actor, id);
    Form form = new Form(typed);
    var conversion =
        new Conversion(
            form.text("clientName"),
            form.text("title"),
            Boolean.TRUE.equals(form.answer("allowDuplicate")));
    return switch (leads.convert(actor, new LeadId(id), conversion)) {
      case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.converted"), CHANGED);
      case LeadOutcome.Refused(List<Violation> violations) ->
          converting(lead, form, violations, null, HttpStatus.UNPROCESSABLE_CONTENT);
      case LeadOutcome.HasDeal(DealId known) ->
          converting(lead, form, List.of(), duplicate(actor, known), HttpStatus.CONFLICT);
      default -> closed();
    };
  }

  @GetMapping("/leads/{id}/disqualify")
  ModelAndView disqualifying(Actor actor, @PathVariable long id) {
    return disqualifying(changeable(actor, id), new Form(Map.of()), List.of(), HttpStatus.OK);
  }

  @PostMapping("/leads/{id}/disqualify")
  Object disqualify(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Lead lead = changeable(actor, id);
    Form form = new Form(typed);
    return switch (leads.disqualify(actor, new LeadId(id), form.text("reason"))) {
      case LeadOutcome.Done _ -> Htmx.done(Messages.get("leads.disqualified"), CHANGED);
      case LeadOutcome.Refused(List<Violation> violations) ->
          disqualifying(lead, form, violations, HttpStatus.UNPROCESSABLE_CONTENT);
      default -> closed();
    };
  }

  private Lead changeable(Actor actor, long id) {
    leads.requireChange(actor, new LeadId(id));
    return leads.get(actor, new LeadId(id));
  }

  /** Somebody has closed it meanwhile; the card says what became of it. */
  private static ResponseEntity<Void> closed() {
    return Htmx.done(Messages.get("leads.closed-meanwhile"), CHANGED);
  }

  private static String owner(Lead lead) {
    UserId owner = lead.owner();
    return owner == null ? "" : owner.value();
  }

  private static ModelAndView opening(
      Form form, List<Violation> violations, @Nullable Duplicate duplicate, HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    if (duplicate != null) {
      model.put("duplicate", duplicate);
    }
    return new ModelAndView("leads/new", model, status);
  }

  private ModelAndView editing(
      Actor actor,
      Lead lead,
      Form form,
      List<Violation> violations,
      String stale,
      HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    model.put("lead", lead);
    model.put("stale", stale);
    model.put("managers", LeadRights.assigns(actor) ? managers() : Map.of());
    return new ModelAndView("leads/edit", model, status);
  }

  private Map<String, String> managers() {
    Map<String, String> managers = new LinkedHashMap<>();
    for (User user : users.byRole(Role.MANAGER)) {
      managers.put(user.id().value(), user.name());
    }
    return managers;
  }

  private static ModelAndView converting(
      Lead lead,
      Form form,
      List<Violation> violations,
      @Nullable Duplicate duplicate,
      HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    model.put("lead", lead);
    if (duplicate != null) {
      model.put("duplicate", duplicate);
    }
    return new ModelAndView("leads/convert", model, status);
  }

  private static ModelAndView disqualifying(
      Lead lead, Form form, List<Violation> violations, HttpStatus status) {
    Map<String, Object> model = form(form, violations);
    model.put("lead", lead);
    return new ModelAndView("leads/disqualify", model, status);
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
        LeadRights.readsAll(actor)
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
      String view, Actor actor, String show, String q, Map<String, String> sizes) {
    LeadRights.requireList(actor);
    Map<String, Object> model = filter(actor, show, q);
    model.put(
        "columns",
        Arrays.stream(LeadStage.values())
            .map(
                stage ->
                    column(
                        actor,
                        stage,
                        Show.of(show),
                        q,
                        null,
                        size(sizes.getOrDefault(stage.id(), ""))))
            .toList());
    return new ModelAndView(view, model);
  }

  private Map<String, Object> filter(Actor actor, String show, String q) {
    Map<String, Object> model = new HashMap<>();
    model.put("show", Show.of(show).name().toLowerCase(java.util.Locale.ROOT));
    model.put("q", q);
    model.put("opens", LeadRights.opens(actor));
    model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime().toString());
    return model;
  }

  private Column column(
      Actor actor, LeadStage stage, Show show, String q, @Nullable Long before, int size) {
    List<Lead> found = board.leads(actor, stage, show, q, before, size + 1);
    boolean more = found.size() > size;
    List<Lead> shown = more ? found.subList(0, size) : found;
    int count =
        before == null && !more
            ? shown.size()
            : before == null ? board.count(actor, stage, show, q) : 0;
    Map<UserId, String> names = names(shown);
    return new Column(
        stage,
        count > LeadBoardQuery.MOST_COUNTED
            ? LeadBoardQuery.MOST_COUNTED + "+"
            : Integer.toString(count),
        shown.stream().map(lead -> cards.card(actor, lead, names)).toList(),
        more ? shown.getLast().id().toString() : null);
  }

  private Map<UserId, String> names(Collection<Lead> leads) {
    return users.names(
        leads.stream().map(Lead::owner).filter(Objects::nonNull).collect(Collectors.toSet()));
  }

  private static int size(String typed) {
    return typed.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(typed), FIRST, MOST) : FIRST;
  }
}
