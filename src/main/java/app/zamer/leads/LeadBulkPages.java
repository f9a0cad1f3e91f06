package app.zamer.leads;

import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadBulk.Action;
import app.zamer.leads.LeadBulk.Left;
import app.zamer.leads.LeadBulk.Outcome;
import app.zamer.leads.LeadBulk.Preview;
import app.zamer.leads.LeadBulk.Undone;
import app.zamer.leads.LeadViews.Bulk;
import app.zamer.leads.LeadViews.BulkDone;
import app.zamer.leads.LeadViews.BulkLine;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** One action on many leads: what it will do, doing it, and taking it back. */
@Controller
class LeadBulkPages {
  private static final int MOST_LATEST = 50;
  private static final String CHANGED = "lead-changed";
  // a header has no other characters
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final LeadBulk bulk;
  private final LeadBulkRepository actions;
  private final Leads leads;
  private final LeadCards cards;
  private final LeadRights rights;
  private final Users users;
  private final CompanyClock clock;

  LeadBulkPages(
      LeadBulk bulk,
      LeadBulkRepository actions,
      Leads leads,
      LeadCards cards,
      LeadRights rights,
      Users users,
      CompanyClock clock) {
    this.bulk = bulk;
    this.actions = actions;
    this.leads = leads;
    this.cards = cards;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  /**
   * What an action would do with the leads that are ticked, or with all that the filter finds.
   *
   * @param typed {@code action}, {@code ids}, {@code all}, the fields of the filter and those of
   *     the action
   */
  @PostMapping("/leads/bulk/preview")
  ModelAndView preview(Actor actor, @RequestParam Map<String, String> typed) {
    rights.require(actor, LeadRights.BULK);
    Form form = new Form(typed);
    Map<String, String> shown = new HashMap<>(typed);
    boolean begun = form.has("begun");
    if (!begun) {
      propose(form, shown);
    }
    Form full = new Form(shown);
    Set<LeadId> ids = ids(actor, full);
    Action action = action(full);
    Preview preview = bulk.preview(actor, ids, action);
    return page(full, ids, action, preview, begun, HttpStatus.OK);
  }

  @PostMapping("/leads/bulk")
  Object apply(Actor actor, @RequestParam Map<String, String> typed) {
    rights.require(actor, LeadRights.BULK);
    Form form = new Form(typed);
    Action action = action(form);
    Map<LeadId, @Nullable Long> seen = LeadBulk.seen(form.text("seen"));
    return switch (bulk.apply(actor, seen, action)) {
      case Outcome.Done(long id, List<Lead> done, List<Left> left, Instant until) ->
          done(id, done.size(), left, until);
      case Outcome.Refused(List<Violation> violations) -> {
        Set<LeadId> ids = ids(actor, form);
        Preview preview = bulk.preview(actor, ids, action);
        List<Violation> wrong = new ArrayList<>(violations);
        preview.wrong().stream().filter(it -> !wrong.contains(it)).forEach(wrong::add);
        yield page(
            form,
            ids,
            action,
            new Preview(preview.does(), preview.leaves(), wrong),
            true,
            HttpStatus.UNPROCESSABLE_CONTENT);
      }
    };
  }

  @PostMapping("/leads/bulk/{id}/undo")
  ResponseEntity<Void> undo(Actor actor, @PathVariable long id) {
    rights.require(actor, LeadRights.BULK);
    String said =
        switch (bulk.undo(actor, id)) {
          case Undone.Restored(List<Lead> restored, List<Left> left) ->
              left.isEmpty()
                  ? Messages.get("leads.bulk.undone", restored.size())
                  : Messages.get(
                      "leads.bulk.undone.some",
                      restored.size(),
                      left.stream()
                          .map(it -> it.lead().title() + " — " + LeadCards.read(it.why()))
                          .collect(Collectors.joining("; ")));
          case Undone.Already _ -> Messages.get("leads.bulk.undone.already");
          case Undone.TooLate _ -> Messages.get("leads.bulk.undone.late");
        };
    return Htmx.done(said, CHANGED, "lead-actions");
  }

  /** «Последние действия». */
  @GetMapping("/leads/actions")
  ModelAndView latest(Actor actor) {
    return latest("leads/actions", actor);
  }

  /** The same without its page, for the one that is open. */
  @GetMapping("/leads/actions/list")
  ModelAndView latestAlone(Actor actor) {
    return latest("leads/actionlist", actor);
  }

  private ModelAndView latest(String view, Actor actor) {
    rights.require(actor, LeadRights.BULK);
    boolean all = rights.reachesAll(actor, LeadRights.BULK);
    List<LeadBulkRepository.Done> found = actions.latest(all ? null : actor.id(), MOST_LATEST);
    Set<UserId> people = new HashSet<>();
    for (LeadBulkRepository.Done done : found) {
      people.add(done.by());
      if (done.action().equals("give")) {
        people.add(new UserId(done.detail()));
      }
    }
    Map<UserId, String> names = users.names(people);
    Map<String, Object> model = new HashMap<>();
    model.put("actions", found.stream().map(done -> view(done, names)).toList());
    model.put("now", cards.now());
    return new ModelAndView(view, model);
  }

  private BulkDone view(LeadBulkRepository.Done done, Map<UserId, String> names) {
    LeadRules rules = cards.rules();
    Instant until = done.at().plus(rules.undo());
    String detail =
        switch (done.action()) {
          case "give" -> names.getOrDefault(new UserId(done.detail()), done.detail());
          case "plan" -> moment(done.detail());
          case "disqualify" -> LeadCards.read(rules.reason(done.detail()));
          default -> "";
        };
    boolean undoable = done.undoneAt() == null && !clock.instant().isAfter(until);
    return new BulkDone(
        done.id(),
        cards.moment(done.at()),
        names.getOrDefault(done.by(), done.by().value()),
        Messages.get("leads.bulk.did." + done.action(), detail),
        icon(done.action()),
        done.leads(),
        done.restored(),
        done.undoneAt() != null,
        undoable ? cards.iso(until) : "",
        done.at());
  }

  private String moment(String instant) {
    try {
      return cards.moment(Instant.parse(instant));
    } catch (DateTimeException e) {
      return instant;
    }
  }

  static String icon(String action) {
    return switch (action) {
      case "give" -> "user-check";
      case "free" -> "user";
      case "plan" -> "calendar-plus";
      default -> "ban";
    };
  }

  private static ResponseEntity<Void> done(long id, int leads, List<Left> left, Instant until) {
    String said =
        left.isEmpty()
            ? Messages.get("leads.bulk.done", leads)
            : Messages.get("leads.bulk.done.some", leads, left.size());
    Map<String, Object> triggers = new LinkedHashMap<>();
    triggers.put("zamer:done", Map.of());
    triggers.put(CHANGED, Map.of());
    triggers.put(
        "lead-bulk",
        Map.of(
            "text",
            said,
            "undo",
            Messages.get("leads.bulk.undo"),
            "path",
            "/leads/bulk/" + id + "/undo"));
    return ResponseEntity.noContent()
        .header("HX-Trigger", ASCII.writeValueAsString(triggers))
        .build();
  }

  private void propose(Form form, Map<String, String> shown) {
    if (form.text("action").equals("plan")) {
      ZonedDateTime at = leads.nextAttempt().atZone(clock.getZone());
      shown.putIfAbsent("day", at.toLocalDate().toString());
      shown.putIfAbsent("time", at.toLocalTime().withSecond(0).withNano(0).toString());
    }
  }

  private Set<LeadId> ids(Actor actor, Form form) {
    if (form.text("all").equals("true")) {
      return new LinkedHashSet<>(
          bulk.found(actor, LeadFilter.of(form.text("show"), form.text("late"), form.text("q"))));
    }
    return LeadBulk.seen(form.text("ids")).keySet();
  }

  private Action action(Form form) {
    return switch (form.text("action")) {
      case "give" ->
          new Action.Give(form.text("owner").isEmpty() ? null : new UserId(form.text("owner")));
      case "free" -> new Action.Free();
      case "plan" -> {
        LocalDate day = form.day("day");
        LocalTime time = form.time("time");
        yield new Action.Plan(
            day == null || time == null
                ? null
                : day.atTime(time).atZone(clock.getZone()).toInstant());
      }
      case "disqualify" -> new Action.Disqualify(LeadPages.reason(form), LeadPages.comment(form));
      default -> throw new NotFound("action " + form.text("action"));
    };
  }

  private ModelAndView page(
      Form form,
      Collection<LeadId> ids,
      Action action,
      Preview preview,
      boolean begun,
      HttpStatus status) {
    Map<String, String> errors = new HashMap<>(Form.errors(preview.wrong()));
    boolean ready = preview.wrong().isEmpty() && !preview.does().isEmpty();
    if (!begun) {
      // what nobody has been asked yet is not wrong
      errors.keySet().retainAll(Set.of("leads"));
    }
    Map<UserId, String> names =
        cards.names(
            java.util.stream.Stream.concat(
                    preview.does().stream(), preview.leaves().stream().map(Left::lead))
                .toList());
    Map<String, String> managers = new LinkedHashMap<>();
    if (action instanceof Action.Give) {
      rights.owners().forEach(user -> managers.put(user.id().value(), user.name()));
    }
    Bulk view =
        new Bulk(
            action.id(),
            ids.stream().map(LeadId::toString).collect(Collectors.joining(",")),
            preview.does().stream()
                .map(lead -> lead.id() + ":" + lead.version())
                .collect(Collectors.joining(",")),
            form.typed(),
            errors,
            managers,
            LeadPages.reasons(cards.rules()),
            preview.does().stream().map(lead -> line(lead, names, "")).toList(),
            preview.leaves().stream()
                .map(left -> line(left.lead(), names, LeadCards.read(left.why())))
                .toList(),
            ready);
    return new ModelAndView(
        "leads/bulk", Map.of("bulk", view, "today", clock.today().toString()), status);
  }

  private BulkLine line(Lead lead, Map<UserId, String> names, String why) {
    UserId owner = lead.owner();
    Instant next = lead.nextAttemptAt();
    return new BulkLine(
        lead.id().value(),
        lead.title(),
        owner == null ? Messages.get("leads.free") : names.getOrDefault(owner, owner.value()),
        next == null
            ? LeadCards.read(cards.rules().name(lead.stage()))
            : Messages.get("leads.next", cards.moment(next)),
        why);
  }
}
