package app.zamer.deals;

import app.zamer.activities.Activity;
import app.zamer.activities.Ahead;
import app.zamer.activities.Ahead.Clause;
import app.zamer.activities.Ahead.Line;
import app.zamer.activities.Standing.StandingActivity;
import app.zamer.activities.Step;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.PlanItem;
import app.zamer.regulation.PlanItem.Rank;
import app.zamer.regulation.PlanItem.State;
import app.zamer.regulation.PlanLine;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes «Что дальше» of the regulation's answer: what whoever looks can do, the first of it in
 * front, apart from what waits for somebody else.
 */
@Component
class NextSteps {
  private final NextButtons buttons;
  private final DealInputs inputs;
  private final DealRights rights;
  private final Editions editions;
  private final Users users;
  private final CompanyClock clock;

  NextSteps(
      NextButtons buttons,
      DealInputs inputs,
      DealRights rights,
      Editions editions,
      Users users,
      CompanyClock clock) {
    this.buttons = buttons;
    this.inputs = inputs;
    this.rights = rights;
    this.editions = editions;
    this.users = users;
    this.clock = clock;
  }

  /** Of each deal; of one whose story whoever looks may not know, no more than what is unmet. */
  Map<Long, Ahead> of(Actor actor, Collection<Deal> deals) {
    Map<UserId, String> names = names(deals);
    Instant now = clock.instant();
    var ahead = new HashMap<Long, Ahead>();
    for (Deal deal : deals) {
      ahead.put(
          deal.id().value(),
          rights.permits(actor, deal, "deal.story")
              ? of(actor, deal, names, now)
              : new Ahead(unmet(deal, now), null, List.of(), List.of(), List.of()));
    }
    return ahead;
  }

  private List<Obligation> unmet(Deal deal, Instant now) {
    return editions.inForce().obligations(deal.facts(), now).stream()
        .filter(obligation -> !obligation.met())
        .toList();
  }

  private Ahead of(Actor actor, Deal deal, Map<UserId, String> names, Instant now) {
    List<PlanLine> agenda = editions.inForce().agenda(deal.facts(), now);
    Set<PlanItem> shown =
        agenda.stream()
            .filter(line -> line.item().isOpen())
            .flatMap(line -> Stream.concat(Stream.of(line.item()), line.with().stream()))
            .collect(Collectors.toCollection(HashSet::new));
    var lines = new ArrayList<Line>();
    for (StandingActivity activity : deal.standing().plannedByHand()) {
      lines.add(byHand(actor, deal, activity, names, now));
    }
    List<PlanLine> fills =
        agenda.stream().filter(line -> NextButtons.fills(line.item(), deal.facts())).toList();
    boolean filled = false;
    for (PlanLine line : agenda) {
      if (!fills.contains(line)) {
        lines.add(line(actor, deal, line, names, shown));
      } else if (!filled) {
        filled = true;
        lines.add(filling(actor, deal, fills, names));
      }
    }
    return sorted(
        unmet(deal, now), lines.stream().sorted(Comparator.comparing(Line::place)).toList());
  }

  private static Ahead sorted(List<Obligation> unmet, List<Line> lines) {
    List<Line> open =
        lines.stream()
            .filter(line -> line.state() == State.TODO || line.state() == State.OVERDUE)
            .toList();
    List<Line> waiting =
        lines.stream()
            .filter(
                line ->
                    line.state() == State.WAITING || open.contains(line) && waitsForAnother(line))
            .toList();
    List<Line> his = open.stream().filter(line -> !waiting.contains(line)).toList();
    // a deal that waits for somebody's step is not one that nobody cares for
    Line next =
        his.stream()
            .filter(line -> line.step() != null)
            .filter(line -> line.place().rank() != Rank.OTHERWISE || waiting.isEmpty())
            .findFirst()
            .orElse(null);
    return new Ahead(
        unmet,
        next,
        his.stream().filter(line -> line != next).toList(),
        waiting,
        lines.stream().filter(line -> line.state() == State.DONE).toList());
  }

  private static boolean waitsForAnother(Line line) {
    return line.step() == null && !line.who().isEmpty();
  }

  private Line byHand(
      Actor actor, Deal deal, StandingActivity activity, Map<UserId, String> names, Instant now) {
    State state = activity.dueAt().isAfter(now) ? State.TODO : State.OVERDUE;
    return new Line(
        new PlanItem.Place(state, Rank.ACTIVITY, activity.dueAt()),
        null,
        clauses(Stream.ofNullable(activity.rule())),
        activity.text(),
        List.of(),
        activity.dueAt(),
        who(actor, activity, names),
        activity.createdAt(),
        buttons.complete(actor, deal, activity));
  }

  private Line line(
      Actor actor, Deal deal, PlanLine line, Map<UserId, String> names, Set<PlanItem> shown) {
    PlanItem item = line.item();
    Optional<StandingActivity> activity =
        Stream.concat(Stream.of(item), line.with().stream())
            .flatMap(each -> activity(deal, each).stream())
            .findFirst();
    Step step =
        item.isOpen() ? buttons.of(actor, deal, line, activity(deal, item).orElse(null)) : null;
    return new Line(
        item.place(),
        line,
        clauses(Stream.concat(Stream.of(item), line.with().stream()).map(PlanItem::rule)),
        item.text().in(Messages.language()),
        more(line, shown),
        due(line),
        item.isOpen() ? who(actor, deal, item, activity, names) : "",
        activity.map(StandingActivity::createdAt).orElse(null),
        step);
  }

  /** What a button answers besides; of what waits, what it waits for and no line says. */
  private List<String> more(PlanLine line, Set<PlanItem> shown) {
    if (line.item().state() == State.WAITING) {
      List<String> reasons =
          line.with().stream()
              .filter(item -> !shown.contains(item))
              .map(item -> item.text().in(Messages.language()))
              .toList();
      return reasons.isEmpty() ? List.of(Messages.get("card.waiting")) : reasons;
    }
    var more = new ArrayList<String>();
    List<String> fields =
        line.with().stream()
            .flatMap(item -> NextButtons.field(item).stream())
            .distinct()
            .map(inputs::label)
            .toList();
    if (!fields.isEmpty() && line.item().rank() == Rank.FILLING) {
      more.add(Messages.get("card.do.to-fill", String.join(", ", fields)));
    }
    String others =
        line.with().stream()
            .filter(item -> item.obligation() != null)
            .map(item -> item.text().in(Messages.language()))
            .distinct()
            .collect(Collectors.joining("; "));
    if (!others.isEmpty()) {
      more.add(Messages.get("card.do.answers", others));
    }
    return more;
  }

  /** The first moment at which anything that is answered is late. */
  private static @Nullable Instant due(PlanLine line) {
    PlanItem item = line.item();
    return item.isOpen()
        ? Stream.concat(Stream.of(item), line.with().stream())
            .flatMap(each -> Stream.ofNullable(each.dueAt()))
            .min(Comparator.naturalOrder())
            .orElse(null)
        : item.dueAt();
  }

  /** All the fields that are lacking are filled in in one window. */
  private Line filling(Actor actor, Deal deal, List<PlanLine> lines, Map<UserId, String> names) {
    PlanItem first = lines.getFirst().item();
    List<String> fields =
        lines.stream().flatMap(line -> NextButtons.field(line.item()).stream()).distinct().toList();
    Step step = buttons.fill(actor, deal, fields);
    return new Line(
        first.place(),
        lines.getFirst(),
        clauses(lines.stream().map(line -> line.item().rule())),
        fields.size() == 1
            ? first.text().in(Messages.language())
            : Messages.get(
                "card.do.fill-these",
                fields.stream().map(inputs::label).collect(Collectors.joining(", "))),
        List.of(),
        null,
        person(actor, deal.owner().value(), names),
        null,
        step);
  }

  private List<Clause> clauses(Stream<String> rules) {
    return rules
        .distinct()
        .flatMap(rule -> Stream.ofNullable(inputs.quoted(rule)))
        .map(quoted -> new Clause(quoted.id(), quoted.title(), quoted.text()))
        .toList();
  }

  private static Optional<StandingActivity> activity(Deal deal, PlanItem item) {
    Obligation obligation = item.obligation();
    return obligation == null
        ? Optional.empty()
        : deal.standing().activities().stream()
            .filter(planned -> planned.state() == Activity.State.PLANNED)
            .filter(
                planned ->
                    obligation.rule().equals(planned.rule())
                        && obligation.anchor().equals(planned.anchor())
                        && obligation.subject().ru().equals(planned.text()))
            .findFirst();
  }

  // ---- whose it is

  private String who(
      Actor actor,
      Deal deal,
      PlanItem item,
      Optional<StandingActivity> activity,
      Map<UserId, String> names) {
    if (activity.isPresent()) {
      return who(actor, activity.get(), names);
    }
    String right = NextButtons.right(item);
    Map<String, Scope> scopes =
        right == null ? Map.of() : editions.inForce().rights().getOrDefault(right, Map.of());
    boolean owners = scopes.isEmpty() || scopes.containsValue(Scope.OWN);
    return owners
        ? person(actor, deal.owner().value(), names)
        : scopes.keySet().stream()
            .map(role -> Messages.get("role." + role))
            .collect(Collectors.joining(", "));
  }

  /** Who has to do it by name, or else any holder of the role. */
  private static String who(Actor actor, StandingActivity activity, Map<UserId, String> names) {
    String assignee = activity.assignee();
    if (assignee != null) {
      return person(actor, assignee, names);
    }
    return actor.roles().stream().anyMatch(role -> role.id().equals(activity.role()))
        ? ""
        : Messages.get("role." + activity.role());
  }

  /** Nobody needs to be told that it is his own. */
  private static String person(Actor actor, String login, Map<UserId, String> names) {
    return actor.id().value().equals(login) ? "" : names.getOrDefault(new UserId(login), login);
  }

  private Map<UserId, String> names(Collection<Deal> deals) {
    Set<UserId> people = new HashSet<>();
    for (Deal deal : deals) {
      people.add(deal.owner());
      deal.standing().activities().stream()
          .map(StandingActivity::assignee)
          .filter(Objects::nonNull)
          .forEach(login -> people.add(new UserId(login)));
    }
    return users.names(people);
  }
}
