package app.zamer.leads;

import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadBulk.Action;
import app.zamer.leads.LeadBulk.Left;
import app.zamer.leads.LeadBulk.Outcome;
import app.zamer.leads.LeadBulk.Undone;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import app.zamer.web.Problems;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One action on many leads, over the API. */
@RestController
@RequestMapping("/api/v1/leads/bulk")
class LeadBulkController {
  private static final int MOST_LATEST = 100;

  private final LeadBulk bulk;
  private final LeadBulkRepository actions;
  private final LeadRights rights;
  private final CompanyClock clock;

  LeadBulkController(
      LeadBulk bulk, LeadBulkRepository actions, LeadRights rights, CompanyClock clock) {
    this.bulk = bulk;
    this.actions = actions;
    this.rights = rights;
    this.clock = clock;
  }

  /**
   * @param show {@code all}, {@code mine} or {@code free}
   * @param late only those whose attempt is overdue
   * @param q a part of the title, of the client's name or of the number
   */
  record FilterBody(@Nullable String show, @Nullable Boolean late, @Nullable String q) {}

  /**
   * @param action {@code give}, {@code free}, {@code plan} or {@code disqualify}
   * @param leads the leads by their ids; or else a filter that finds them
   * @param versions what the caller has seen of each lead, by its id: one that has changed since is
   *     left
   */
  record BulkBody(
      @Nullable String action,
      @Nullable List<String> leads,
      @Nullable FilterBody filter,
      @Nullable Map<String, Long> versions,
      @Nullable String owner,
      @Nullable OffsetDateTime at,
      @Nullable String reason,
      @Nullable String comment) {}

  record LeftView(String lead, String why) {}

  record PreviewView(List<String> leads, Map<String, Long> versions, List<LeftView> left) {}

  record DoneView(String id, List<String> leads, List<LeftView> left, OffsetDateTime undoUntil) {}

  record UndoneView(List<String> restored, List<LeftView> left) {}

  record ActionView(
      String id,
      String action,
      String detail,
      String by,
      OffsetDateTime at,
      int leads,
      @Nullable OffsetDateTime undoneAt,
      int restored) {}

  /** What would be done, and what would be left; nothing is changed. */
  @PostMapping("/preview")
  ResponseEntity<?> preview(Actor actor, @RequestBody BulkBody body) {
    rights.require(actor, LeadRights.BULK);
    List<Violation> wrong = new ArrayList<>();
    Action action = action(body, wrong);
    Set<LeadId> ids = ids(actor, body, wrong);
    if (action == null || !wrong.isEmpty()) {
      return Problems.refused(wrong);
    }
    LeadBulk.Preview preview = bulk.preview(actor, ids, action);
    if (!preview.wrong().isEmpty()) {
      return Problems.refused(preview.wrong());
    }
    Map<String, Long> versions = new LinkedHashMap<>();
    preview.does().forEach(lead -> versions.put(lead.id().toString(), lead.version()));
    return ResponseEntity.ok(
        new PreviewView(ids(preview.does()), versions, left(preview.leaves())));
  }

  @PostMapping
  ResponseEntity<?> apply(Actor actor, @RequestBody BulkBody body) {
    rights.require(actor, LeadRights.BULK);
    List<Violation> wrong = new ArrayList<>();
    Action action = action(body, wrong);
    Set<LeadId> ids = ids(actor, body, wrong);
    if (action == null || !wrong.isEmpty()) {
      return Problems.refused(wrong);
    }
    Map<String, Long> versions = Objects.requireNonNullElse(body.versions(), Map.of());
    Map<LeadId, @Nullable Long> seen = new LinkedHashMap<>();
    ids.forEach(id -> seen.put(id, versions.get(id.toString())));
    return switch (bulk.apply(actor, seen, action)) {
      case Outcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case Outcome.Done(long id, List<Lead> done, List<Left> left, Instant until) ->
          ResponseEntity.ok(new DoneView(Long.toString(id), ids(done), left(left), at(until)));
    };
  }

  /** The caller's latest actions; everybody's, if he may change every lead. */
  @GetMapping
  List<ActionView> latest(Actor actor) {
    rights.require(actor, LeadRights.BULK);
    UserId by = rights.reachesAll(actor, LeadRights.BULK) ? null : actor.id();
    return actions.latest(by, MOST_LATEST).stream()
        .map(
            done ->
                new ActionView(
                    Long.toString(done.id()),
                    done.action(),
                    done.detail(),
                    done.by().value(),
                    at(done.at()),
                    done.leads(),
                    done.undoneAt() == null ? null : at(done.undoneAt()),
                    done.restored()))
        .toList();
  }

  @PostMapping("/{id}/undo")
  ResponseEntity<?> undo(Actor actor, @PathVariable long id) {
    rights.require(actor, LeadRights.BULK);
    return switch (bulk.undo(actor, id)) {
      case Undone.Restored(List<Lead> restored, List<Left> left) ->
          ResponseEntity.ok(new UndoneView(ids(restored), left(left)));
      case Undone.Already _ ->
          Problems.conflict(
              new Text("Это действие уже отменено.", "This action has been undone already."),
              Map.of());
      case Undone.TooLate(Instant until) ->
          Problems.conflict(
              new Text(
                  "Отменить это действие уже нельзя: время вышло.",
                  "This action can no longer be undone: the time is over."),
              Map.of("undoUntil", at(until).toString()));
    };
  }

  private static @Nullable Action action(BulkBody body, List<Violation> wrong) {
    String action = Objects.requireNonNullElse(body.action(), "");
    return switch (action) {
      case "give" -> new Action.Give(body.owner() == null ? null : new UserId(body.owner()));
      case "free" -> new Action.Free();
      case "plan" -> new Action.Plan(body.at() == null ? null : body.at().toInstant());
      case "disqualify" ->
          new Action.Disqualify(
              Objects.requireNonNullElse(body.reason(), "").strip(),
              Objects.requireNonNullElse(body.comment(), "").strip());
      default -> {
        wrong.add(
            Violation.invalid(
                "action",
                "Действие — give, free, plan или disqualify.",
                "The action is give, free, plan or disqualify."));
        yield null;
      }
    };
  }

  private Set<LeadId> ids(Actor actor, BulkBody body, List<Violation> wrong) {
    FilterBody filter = body.filter();
    if (filter != null && body.leads() == null) {
      return new LinkedHashSet<>(
          bulk.found(
              actor,
              LeadFilter.of(
                  Objects.requireNonNullElse(filter.show(), ""),
                  String.valueOf(Boolean.TRUE.equals(filter.late())),
                  Objects.requireNonNullElse(filter.q(), ""))));
    }
    Set<LeadId> ids = new LinkedHashSet<>();
    for (String id : Objects.requireNonNullElse(body.leads(), List.<String>of())) {
      if (id != null && id.matches("\\d{1,18}")) {
        ids.add(new LeadId(Long.parseLong(id)));
      } else {
        wrong.add(
            Violation.invalid(
                "leads", "Лида «%s» нет.".formatted(id), "There is no lead «%s».".formatted(id)));
      }
    }
    return ids;
  }

  private static List<String> ids(List<Lead> leads) {
    return leads.stream().map(lead -> lead.id().toString()).toList();
  }

  private static List<LeftView> left(List<Left> left) {
    return left.stream()
        .map(it -> new LeftView(it.lead().id().toString(), it.why().in(Messages.language())))
        .toList();
  }

  private OffsetDateTime at(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }
}
