package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Text;
import app.zamer.regulation.Topic;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One action on many leads: shown first, done in one transaction, and taken back within a while, as
 * far as nobody has changed the leads since.
 */
@Service
class LeadBulk {
  private final Leads leads;
  private final LeadRepository repository;
  private final LeadBulkRepository actions;
  private final LeadChanges changes;
  private final LeadBoardQuery board;
  private final LeadRights rights;
  private final CompanyClock clock;

  LeadBulk(
      Leads leads,
      LeadRepository repository,
      LeadBulkRepository actions,
      LeadChanges changes,
      LeadBoardQuery board,
      LeadRights rights,
      CompanyClock clock) {
    this.leads = leads;
    this.repository = repository;
    this.actions = actions;
    this.changes = changes;
    this.board = board;
    this.rights = rights;
    this.clock = clock;
  }

  /** What is to be done with each lead. */
  sealed interface Action {
    /**
     * @param owner null while nobody has been chosen
     */
    record Give(@Nullable UserId owner) implements Action {}

    /** Whoever wants it takes it. */
    record Free() implements Action {}

    /**
     * @param at null while no moment has been chosen
     */
    record Plan(@Nullable Instant at) implements Action {}

    record Disqualify(String reason, String comment) implements Action {}

    /** As the API and the table call it. */
    default String id() {
      return switch (this) {
        case Give _ -> "give";
        case Free _ -> "free";
        case Plan _ -> "plan";
        case Disqualify _ -> "disqualify";
      };
    }

    default String detail() {
      return switch (this) {
        case Give(UserId owner) -> owner == null ? "" : owner.value();
        case Free _ -> "";
        case Plan(Instant at) -> at == null ? "" : at.toString();
        case Disqualify(String reason, String comment) -> reason;
      };
    }

    default String right() {
      return LeadBulk.right(id());
    }
  }

  /** The right that an action asks, done or taken back. */
  private static String right(String action) {
    return switch (action) {
      case "give", "free" -> LeadRights.ASSIGN;
      case "plan" -> LeadRights.EDIT;
      default -> LeadRights.CLOSE;
    };
  }

  /** A lead that is left as it is, and why. */
  record Left(Lead lead, Text why) {}

  /**
   * What an action would do.
   *
   * @param wrong what is wrong with the action itself, whatever the leads
   */
  record Preview(List<Lead> does, List<Left> leaves, List<Violation> wrong) {}

  /** What became of an action. */
  sealed interface Outcome {
    record Done(long action, List<Lead> done, List<Left> left, Instant undoUntil)
        implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}
  }

  /** What became of taking an action back. */
  sealed interface Undone {
    record Restored(List<Lead> restored, List<Left> left) implements Undone {}

    /** Somebody was quicker. */
    record Already() implements Undone {}

    record TooLate(Instant until) implements Undone {}
  }

  /** The open leads that a filter finds; one more than there may be, if there are too many. */
  List<LeadId> found(Actor actor, LeadFilter filter) {
    rights.require(actor, LeadRights.BULK);
    return board.open(actor, filter, changes.rules().most() + 1);
  }

  /** What the action would do with these leads; nothing is changed. */
  Preview preview(Actor actor, Collection<LeadId> ids, Action action) {
    rights.require(actor, LeadRights.BULK);
    List<Violation> wrong = new ArrayList<>(tooMany(ids));
    wrong.addAll(wrong(action));
    if (ids.size() > changes.rules().most()) {
      return new Preview(List.of(), List.of(), wrong);
    }
    List<Lead> does = new ArrayList<>();
    List<Left> leaves = new ArrayList<>();
    for (Lead lead : repository.find(Set.copyOf(ids))) {
      Optional<Text> why = why(actor, lead, action);
      if (why.isPresent()) {
        // what he may not see is not told either
        if (rights.permits(actor, lead, LeadRights.READ)) {
          leaves.add(new Left(lead, why.get()));
        }
      } else {
        does.add(lead);
      }
    }
    return new Preview(does, leaves, wrong);
  }

  /**
   * Does it, in one transaction. A lead that cannot be changed so, or that somebody has changed
   * since it was shown, is left as it is.
   *
   * @param seen the leads and the versions the actor has seen; null for a version that does not
   *     matter
   */
  @Transactional
  public Outcome apply(Actor actor, Map<LeadId, @Nullable Long> seen, Action action) {
    rights.require(actor, LeadRights.BULK);
    List<Violation> wrong = new ArrayList<>(tooMany(seen.keySet()));
    wrong.addAll(wrong(action));
    if (!wrong.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    LeadRules rules = changes.rules();
    Instant now = clock.instant();
    List<Lead> befores = new ArrayList<>();
    List<Lead> done = new ArrayList<>();
    List<Left> left = new ArrayList<>();
    for (Lead lead : repository.lock(seen.keySet())) {
      Long version = seen.get(lead.id());
      Optional<Text> why =
          version != null && version != lead.version()
              ? Optional.of(
                  new Text(
                      "изменили, пока вы смотрели", "somebody changed it while you were looking"))
              : why(actor, lead, action);
      if (why.isPresent()) {
        if (rights.permits(actor, lead, LeadRights.READ)) {
          left.add(new Left(lead, why.get()));
        }
        continue;
      }
      befores.add(lead);
      done.add(changes.save(actor, lead, after(lead, action, rules), rule(action, rules)));
    }
    if (done.isEmpty()) {
      return new Outcome.Refused(
          List.of(
              new Violation(
                  Violation.INVALID,
                  "leads",
                  new Text(
                      "Ни один из выбранных лидов так изменить нельзя.",
                      "None of the chosen leads can be changed so."))));
    }
    long id = actions.insert(actor, now, action, befores, done);
    return new Outcome.Done(id, done, left, now.plus(rules.undo()));
  }

  /**
   * Takes an action back: each lead that is as the action has left it becomes what it was before.
   *
   * @throws NotFound if there is no such action
   * @throws AccessDeniedException if the actor may not do such things any more, or it is another's
   *     and he may not change every lead
   */
  @Transactional
  public Undone undo(Actor actor, long id) {
    rights.require(actor, LeadRights.BULK);
    LeadBulkRepository.Done action =
        actions.lock(id).orElseThrow(() -> new NotFound("action " + id));
    if (!action.by().equals(actor.id()) && !rights.reachesAll(actor, LeadRights.BULK)) {
      throw new AccessDeniedException("action " + id + " is another's");
    }
    rights.require(actor, right(action.action()));
    if (action.undoneAt() != null) {
      return new Undone.Already();
    }
    Instant now = clock.instant();
    Instant until = action.at().plus(changes.rules().undo());
    if (now.isAfter(until)) {
      return new Undone.TooLate(until);
    }
    Map<LeadId, LeadBulkRepository.Item> items = actions.items(id);
    lockNumbers(items.keySet());
    List<Lead> restored = new ArrayList<>();
    List<Left> left = new ArrayList<>();
    Map<LeadId, Boolean> outcomes = new HashMap<>();
    for (Lead lead : repository.lock(items.keySet())) {
      LeadBulkRepository.Item item = Objects.requireNonNull(items.get(lead.id()));
      Optional<Text> why = whyNotBack(lead, item);
      if (why.isPresent()) {
        left.add(new Left(lead, why.get()));
      } else {
        restored.add(changes.save(actor, lead, item.restored(lead), null));
      }
      outcomes.put(lead.id(), why.isEmpty());
    }
    actions.undone(id, actor, now, outcomes);
    return new Undone.Restored(restored, left);
  }

  private Optional<Text> whyNotBack(Lead lead, LeadBulkRepository.Item item) {
    if (lead.version() != item.version()) {
      return Optional.of(new Text("изменили позже", "changed since"));
    }
    if (lead.isClosed() && !item.closed()) {
      return leads
          .taken(lead.phone())
          .map(
              taken ->
                  taken instanceof LeadOutcome.HasDeal
                      ? new Text(
                          "у номера уже есть открытая сделка", "the number has an open deal now")
                      : new Text(
                          "у номера уже есть другой открытый лид",
                          "the number has another open lead now"));
    }
    return Optional.empty();
  }

  /** The numbers before the leads and in one order, or two could wait for each other. */
  private void lockNumbers(Set<LeadId> ids) {
    Map<String, Phone> numbers = new TreeMap<>();
    for (Lead lead : repository.find(ids)) {
      if (lead.isClosed()) {
        numbers.put(lead.phone().e164(), lead.phone());
      }
    }
    numbers.values().forEach(repository::lock);
  }

  private Optional<Text> why(Actor actor, Lead lead, Action action) {
    if (!rights.permits(actor, lead, action.right())) {
      return Optional.of(new Text("лид другого менеджера", "another manager's lead"));
    }
    if (lead.isClosed()) {
      return Optional.of(new Text("уже завершён", "closed already"));
    }
    return switch (action) {
      case Action.Give(UserId owner) when owner != null && owner.equals(lead.owner()) ->
          Optional.of(new Text("уже у этого менеджера", "this manager has it already"));
      case Action.Free _ when lead.owner() == null ->
          Optional.of(new Text("уже свободен", "free already"));
      case Action.Plan(Instant at) when at != null && at.equals(lead.nextAttemptAt()) ->
          Optional.of(new Text("попытка уже на это время", "planned for then already"));
      default -> Optional.empty();
    };
  }

  private List<Violation> tooMany(Collection<LeadId> ids) {
    int most = changes.rules().most();
    if (ids.isEmpty()) {
      return List.of(
          Violation.invalid("leads", "Не выбрано ни одного лида.", "No lead has been chosen."));
    }
    return ids.size() <= most
        ? List.of()
        : List.of(
            Violation.invalid(
                "leads",
                "За раз можно изменить не больше %d лидов: сузьте отбор.".formatted(most),
                "At most %d leads can be changed at once: narrow the filter.".formatted(most)));
  }

  private List<Violation> wrong(Action action) {
    return switch (action) {
      case Action.Give(UserId owner) ->
          owner != null && rights.mayOwn(owner)
              ? List.of()
              : List.of(
                  Violation.invalid(
                      "owner",
                      "Выберите действующего менеджера.",
                      "Choose an active sales manager."));
      case Action.Free _ -> List.of();
      case Action.Plan(Instant at) ->
          at == null
              ? List.of(
                  Violation.invalid("at", "Укажите день и время попытки.", "Say when to call."))
              : changes.rules().wrongAttempt("at", at, clock.instant()).stream().toList();
      case Action.Disqualify(String reason, String comment) ->
          Leads.wrongReason(changes.regulation(), reason, comment);
    };
  }

  private static Lead after(Lead lead, Action action, LeadRules rules) {
    return switch (action) {
      case Action.Give(UserId owner) ->
          lead.changed(lead.title(), lead.clientName(), lead.source(), owner);
      case Action.Free _ -> lead.changed(lead.title(), lead.clientName(), lead.source(), null);
      case Action.Plan(Instant at) -> lead.nextAttempt(at);
      case Action.Disqualify(String reason, String comment) ->
          lead.disqualified(rules.closed(), reason, comment);
    };
  }

  private @Nullable String rule(Action action, LeadRules rules) {
    return switch (action) {
      case Action.Give _, Action.Free _ -> null;
      case Action.Plan _ -> rules.clause();
      case Action.Disqualify _ -> changes.clauseOf(Topic.LEAD_CLOSE);
    };
  }

  /** Leads and versions as a form carries them: {@code 7:3,9:1}; what is none is left out. */
  static Map<LeadId, @Nullable Long> seen(String text) {
    Map<LeadId, @Nullable Long> seen = new LinkedHashMap<>();
    for (String part : new HashSet<>(List.of(text.split(",")))) {
      if (part.matches("\\d{1,18}(:\\d{1,18})?")) {
        String[] parts = part.split(":");
        seen.put(
            new LeadId(Long.parseLong(parts[0])),
            parts.length == 1 ? null : Long.valueOf(parts[1]));
      }
    }
    return seen;
  }
}
