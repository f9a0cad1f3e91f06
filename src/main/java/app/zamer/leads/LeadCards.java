package app.zamer.leads;

import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadCardQuery.AttemptRow;
import app.zamer.leads.LeadCardQuery.CallRow;
import app.zamer.leads.LeadCardQuery.Planned;
import app.zamer.leads.LeadViews.Attempt;
import app.zamer.leads.LeadViews.Call;
import app.zamer.leads.LeadViews.Card;
import app.zamer.leads.LeadViews.Line;
import app.zamer.leads.LeadViews.Step;
import app.zamer.leads.LeadViews.Task;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.PageRequest;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of a lead what its pages show. */
@Component
class LeadCards {
  private static final int MOST_LINES = 100;
  private static final Set<String> RESULTS = Set.of("confirmed", "moved", "refused", "done");

  private final LeadQuery query;
  private final LeadCardQuery parts;
  private final LeadChanges changes;
  private final LeadRights rights;
  private final Users users;
  private final CompanyClock clock;

  LeadCards(
      LeadQuery query,
      LeadCardQuery parts,
      LeadChanges changes,
      LeadRights rights,
      Users users,
      CompanyClock clock) {
    this.query = query;
    this.parts = parts;
    this.changes = changes;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  LeadRules rules() {
    return changes.rules();
  }

  Card card(Actor actor, Lead lead, Map<UserId, String> names) {
    LeadRules rules = rules();
    Instant next = lead.nextAttemptAt();
    UserId owner = lead.owner();
    LeadResult result = lead.result();
    return new Card(
        lead,
        read(rules.name(lead.stage())),
        result == null ? "" : result(rules, result.id()),
        lead.reason().isEmpty() ? "" : read(rules.reason(lead.reason())),
        owner == null ? null : names.getOrDefault(owner, owner.value()),
        may(actor, lead),
        next != null && !next.isAfter(clock.instant()),
        next == null ? "" : moment(next),
        next == null ? "" : iso(next));
  }

  List<Card> cards(Actor actor, Collection<Lead> leads) {
    Map<UserId, String> names = names(leads);
    return leads.stream().map(lead -> card(actor, lead, names)).toList();
  }

  Map<UserId, String> names(Collection<Lead> leads) {
    return users.names(
        leads.stream().map(Lead::owner).filter(Objects::nonNull).collect(Collectors.toSet()));
  }

  /** What the one who looks may do with the lead as it is now. */
  private Set<String> may(Actor actor, Lead lead) {
    Stream<String> asked =
        lead.isClosed()
            ? lead.deal() == null ? Stream.of(LeadRights.REOPEN) : Stream.of()
            : Stream.of(LeadRights.EDIT, LeadRights.CLOSE, LeadRights.ASSIGN, LeadRights.TAKE);
    return asked
        .filter(right -> !right.equals(LeadRights.TAKE) || lead.owner() == null)
        .filter(right -> rights.permits(actor, lead, right))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a lead is, without what has happened with it. */
  Map<String, Object> facts(Actor actor, Lead lead) {
    Map<String, Object> model = new HashMap<>();
    model.put("card", card(actor, lead, names(List.of(lead))));
    model.put("created", moment(lead.createdAt()));
    model.put("now", now());
    return model;
  }

  /** What has happened with a lead and what comes next. */
  Map<String, Object> rest(Actor actor, Lead lead) {
    List<LeadQuery.Change> history =
        query.history(lead.id(), new PageRequest(0, MOST_LINES)).items();
    List<CallRow> calls = parts.calls(lead.id(), rights.reach(actor, "call.read"));
    List<AttemptRow> attempts = parts.attempts(lead.id());
    Set<UserId> people = new HashSet<>();
    if (lead.owner() != null) {
      people.add(lead.owner());
    }
    for (LeadQuery.Change change : history) {
      people.add(new UserId(change.by()));
      change.change().stream()
          .filter(field -> field.field().equals("owner"))
          .forEach(
              field -> {
                add(people, field.before());
                add(people, field.after());
              });
    }
    Stream.concat(calls.stream().map(CallRow::person), attempts.stream().map(AttemptRow::person))
        .filter(Objects::nonNull)
        .forEach(people::add);
    Map<UserId, String> names = users.names(people);
    Card card = card(actor, lead, names);
    Map<String, Object> model = new HashMap<>();
    model.put("card", card);
    model.put("steps", steps(lead, card));
    model.put("tasks", parts.planned(lead.id()).stream().map(this::task).toList());
    model.put("calls", calls.stream().map(call -> call(call, names)).toList());
    model.put("attempts", attempts(lead, attempts, names));
    model.put("history", history.stream().map(change -> line(change, names)).toList());
    model.put("now", now());
    return model;
  }

  private List<Step> steps(Lead lead, Card card) {
    if (lead.isClosed()) {
      return List.of();
    }
    return rules().next(lead.owner() == null, lead.nextAttemptAt(), clock.instant()).stream()
        .filter(step -> card.may(step.action()))
        .map(step -> new Step(read(step.text()), step.rule(), step.action()))
        .toList();
  }

  private List<Attempt> attempts(Lead lead, List<AttemptRow> rows, Map<UserId, String> names) {
    List<Attempt> attempts = new ArrayList<>();
    int number = Math.max(lead.attempts(), rows.size());
    for (AttemptRow row : rows) {
      UserId person = row.person();
      attempts.add(
          new Attempt(
              number--,
              moment(row.at()),
              person == null ? "" : names.getOrDefault(person, person.value()),
              row.byHand()));
    }
    return attempts;
  }

  private static void add(Set<UserId> people, @Nullable Object login) {
    if (login instanceof String text) {
      people.add(new UserId(text));
    }
  }

  private Task task(Planned planned) {
    return new Task(
        planned.id(),
        planned.attempt() ? Messages.get("activities.lead.again") : planned.text(),
        planned.rule(),
        moment(planned.dueAt()),
        iso(planned.dueAt()),
        !planned.dueAt().isAfter(clock.instant()));
  }

  private Call call(CallRow call, Map<UserId, String> names) {
    UserId person = call.person();
    return new Call(
        call.direction() == CallDirection.INCOMING,
        call.answered(),
        moment(call.startedAt()),
        Shown.length(call.seconds()),
        person == null ? "" : names.getOrDefault(person, person.value()),
        call.recordUrl().startsWith("http") ? call.recordUrl() : "");
  }

  private Line line(LeadQuery.Change change, Map<UserId, String> names) {
    UserId by = new UserId(change.by());
    return new Line(
        moment(change.at()),
        by.equals(Actor.SYSTEM.id())
            ? Messages.get("leads.program")
            : names.getOrDefault(by, by.value()),
        change.rule(),
        change.change().stream().map(field -> said(field, names)).toList());
  }

  private String said(FieldChange change, Map<UserId, String> names) {
    if (change.field().equals("attempt")) {
      return Messages.get("leads.attempt.by-hand");
    }
    String before = value(change.field(), change.before(), names);
    String after = value(change.field(), change.after(), names);
    String label = Messages.get("leads.field." + change.field());
    return before.isEmpty()
        ? Messages.get("leads.change.set", label, after)
        : after.isEmpty()
            ? Messages.get("leads.change.gone", label, before)
            : Messages.get("leads.change", label, before, after);
  }

  /** A value of history as people read it; empty for none. */
  private String value(String field, @Nullable Object value, Map<UserId, String> names) {
    if (value == null) {
      return "";
    }
    String text = String.valueOf(value);
    return switch (field) {
      case "stage" -> read(rules().name(text));
      case "result" -> result(rules(), text);
      case "reason" -> read(rules().reason(text));
      case "owner" -> names.getOrDefault(new UserId(text), text);
      case "nextAttemptAt" -> moment(OffsetDateTime.parse(text).toInstant());
      case "activity" -> RESULTS.contains(text) ? Messages.get("activities.result." + text) : text;
      default -> text;
    };
  }

  private static String result(LeadRules rules, String id) {
    return read(rules.results().getOrDefault(id, new Text(id, id)));
  }

  static String read(Text text) {
    return text.in(Messages.language());
  }

  /** A moment of today by its time alone. */
  String moment(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, clock.getZone());
    String time = new Moments(clock.getZone()).time(moment);
    return day.equals(clock.today())
        ? Messages.get("leads.today", time)
        : Shown.weekday(day) + ", " + time;
  }

  String iso(Instant moment) {
    return moment.atZone(clock.getZone()).toOffsetDateTime().toString();
  }

  String now() {
    return iso(clock.instant());
  }
}
