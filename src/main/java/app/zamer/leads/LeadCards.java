package app.zamer.leads;

import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadCardQuery.CallRow;
import app.zamer.leads.LeadCardQuery.Planned;
import app.zamer.leads.LeadViews.Call;
import app.zamer.leads.LeadViews.Card;
import app.zamer.leads.LeadViews.Line;
import app.zamer.leads.LeadViews.Task;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.PageRequest;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of a lead what its pages show. */
@Component
class LeadCards {
  private static final int MOST_LINES = 100;
  private static final Set<String> RESULTS = Set.of("confirmed", "moved", "refused", "done");

  private final LeadQuery query;
  private final LeadCardQuery parts;
  private final Users users;
  private final CompanyClock clock;

  LeadCards(LeadQuery query, LeadCardQuery parts, Users users, CompanyClock clock) {
    this.query = query;
    this.parts = parts;
    this.users = users;
    this.clock = clock;
  }

  Card card(Actor actor, Lead lead, Map<UserId, String> names) {
    Instant next = lead.nextAttemptAt();
    UserId owner = lead.owner();
    return new Card(
        lead,
        owner == null ? null : names.getOrDefault(owner, owner.value()),
        owner == null && !lead.isClosed() && actor.is(Role.MANAGER),
        next != null && !next.isAfter(clock.instant()),
        next == null ? "" : moment(next));
  }

  Map<String, Object> model(Actor actor, Lead lead) {
    List<LeadQuery.Change> history =
        query.history(lead.id(), new PageRequest(0, MOST_LINES)).items();
    List<CallRow> calls = parts.calls(lead.id());
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
    calls.forEach(
        call -> {
          if (call.person() != null) {
            people.add(call.person());
          }
        });
    Map<UserId, String> names = users.names(people);
    Map<String, Object> model = new HashMap<>();
    model.put("card", card(actor, lead, names));
    model.put("changes", LeadRights.changes(actor, lead) && !lead.isClosed());
    model.put("tasks", parts.planned(lead.id()).stream().map(this::task).toList());
    model.put("calls", calls.stream().map(call -> call(call, names)).toList());
    model.put("history", history.stream().map(change -> line(change, names)).toList());
    model.put("created", moment(lead.createdAt()));
    model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime().toString());
    return model;
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
        planned.dueAt(),
        moment(planned.dueAt()),
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
        new Moments(clock.getZone()).show(change.at()),
        by.equals(Actor.SYSTEM.id())
            ? Messages.get("leads.program")
            : names.getOrDefault(by, by.value()),
        change.rule(),
        change.change().stream().map(field -> said(field, names)).toList());
  }

  private String said(FieldChange change, Map<UserId, String> names) {
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
      case "stage" ->
          LeadStage.of(text).map(stage -> stage.text().in(Messages.language())).orElse(text);
      case "result" -> Messages.get("leads.result." + text);
      case "owner" -> names.getOrDefault(new UserId(text), text);
      case "nextAttemptAt" -> moment(OffsetDateTime.parse(text).toInstant());
      case "activity" -> RESULTS.contains(text) ? Messages.get("activities.result." + text) : text;
      default -> text;
    };
  }

  /** A moment of today by its time alone. */
  private String moment(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, clock.getZone());
    String time = new Moments(clock.getZone()).time(moment);
    return day.equals(clock.today())
        ? Messages.get("leads.today", time)
        : Shown.weekday(day) + ", " + time;
  }
}
