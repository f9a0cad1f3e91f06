package app.zamer.activities;

import app.zamer.activities.DayQuery.Due;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.Obligation.Kind;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the rows of a day, each with what is to be done next with its deal. */
@Component
class DayRows {
  private final ActivityTexts texts;
  private final Users users;
  private final CompanyClock clock;

  DayRows(ActivityTexts texts, Users users, CompanyClock clock) {
    this.texts = texts;
    this.users = users;
    this.clock = clock;
  }

  /**
   * The rows of these groups. The next step of a deal stands in the first of its rows, and the
   * deadlines that it answers fold into that row.
   *
   * @param everybody whether it is not one person's day
   * @param led takes the deals whose next step the page shows, which no row shows twice
   */
  List<DayRow> of(
      List<List<Due>> groups,
      Map<Long, Ahead> ahead,
      boolean everybody,
      Set<Long> led,
      Instant now) {
    Map<UserId, String> names = everybody ? names(groups) : Map.of();
    var rows = new ArrayList<DayRow>();
    var places = new HashMap<Long, Integer>();
    for (List<Due> group : groups) {
      Due first = group.getFirst();
      long id = first.subject().id();
      Ahead known =
          first.subject().isDeal() ? ahead.getOrDefault(id, Ahead.NOTHING) : Ahead.NOTHING;
      Ahead.Line next = known.next() != null && known.next().leads() ? known.next() : null;
      Integer place = places.get(id);
      if (next != null && place != null && group.stream().allMatch(due -> answers(next, due))) {
        rows.set(place, rows.get(place).with(said(group), rules(group)));
        continue;
      }
      boolean leads = next != null && led.add(id);
      if (leads) {
        places.put(id, rows.size());
      }
      rows.addAll(rows(group, known, leads ? next : null, names, now));
    }
    return rows;
  }

  private static boolean answers(Ahead.@Nullable Line line, Due due) {
    return line != null
        && due.rule() != null
        && due.anchor() != null
        && line.answers(due.activity() ? Kind.ACTIVITY : Kind.DEADLINE, due.rule(), due.anchor());
  }

  private List<DayRow> rows(
      List<Due> group,
      Ahead ahead,
      Ahead.@Nullable Line next,
      Map<UserId, String> names,
      Instant now) {
    List<Due> activities = group.stream().filter(Due::activity).toList();
    List<Due> deadlines = group.stream().filter(due -> !due.activity()).toList();
    if (activities.isEmpty()) {
      return List.of(deadlines(deadlines, ahead, next, names, now));
    }
    // the regulation's own activity is the one that meets its deadlines
    Due leading =
        activities.stream()
            .filter(due -> due.anchor() != null)
            .findFirst()
            .orElse(activities.getFirst());
    var rows = new ArrayList<DayRow>();
    for (Due due : activities) {
      rows.add(
          activity(
              due,
              due == leading ? deadlines : List.of(),
              ahead,
              rows.isEmpty() ? next : null,
              names,
              now));
    }
    return rows;
  }

  private DayRow activity(
      Due due,
      List<Due> deadlines,
      Ahead ahead,
      Ahead.@Nullable Line next,
      Map<UserId, String> names,
      Instant now) {
    boolean plain = due.results().equals(List.of(Result.DONE));
    Step step = plain ? null : step(due, ahead);
    return row(
        "a" + due.id(),
        due,
        texts.of(due.subject().kind(), due.rule(), due.anchor() != null, due.text()),
        List.of(),
        Stream.concat(Stream.of(due), deadlines.stream()),
        names,
        now,
        plain ? due.id() : null,
        next != null && Objects.equals(next.step(), step) ? null : step,
        next,
        List.of());
  }

  private static @Nullable Step step(Due due, Ahead ahead) {
    if (!due.results().isEmpty()) {
      return Step.dialog(
          "/activities/" + due.id() + "/complete", Messages.get("day.step.complete"), "check");
    }
    return line(due, ahead)
        .map(Ahead.Line::step)
        .orElseGet(
            () -> Step.link(due.subject().href(), Messages.get("day.step.open"), "arrow-right"));
  }

  private static Optional<Ahead.Line> line(Due due, Ahead ahead) {
    return due.rule() == null || due.anchor() == null
        ? Optional.empty()
        : ahead.answering(due.activity() ? Kind.ACTIVITY : Kind.DEADLINE, due.rule(), due.anchor());
  }

  private DayRow deadlines(
      List<Due> deadlines,
      Ahead ahead,
      Ahead.@Nullable Line next,
      Map<UserId, String> names,
      Instant now) {
    Due first = deadlines.getFirst();
    Step own =
        deadlines.stream()
            .flatMap(due -> line(due, ahead).map(Ahead.Line::step).stream())
            .findFirst()
            .orElse(null);
    Ahead.Line upcoming = ahead.next();
    Step step = next == null && own == null && upcoming != null ? upcoming.step() : own;
    boolean nothing = next == null && step == null;
    List<String> said = said(deadlines);
    return row(
        "d" + first.id(),
        first,
        said.getFirst(),
        said.subList(1, said.size()),
        deadlines.stream(),
        names,
        now,
        null,
        nothing
            ? Step.link(first.subject().href(), Messages.get("day.step.open"), "arrow-right")
            : next != null && Objects.equals(next.step(), step) ? null : step,
        next,
        nothing ? ahead.waiting() : List.of());
  }

  private List<String> said(List<Due> deadlines) {
    return deadlines.stream()
        .map(
            due ->
                due.activity()
                    ? texts.of(due.subject().kind(), due.rule(), due.anchor() != null, due.text())
                    : texts.ofDeadline(Objects.requireNonNull(due.rule())).in(Messages.language()))
        .toList();
  }

  private static List<String> rules(List<Due> group) {
    return group.stream().map(Due::rule).filter(Objects::nonNull).distinct().toList();
  }

  private DayRow row(
      String key,
      Due due,
      String text,
      List<String> more,
      Stream<Due> all,
      Map<UserId, String> names,
      Instant now,
      @Nullable Long done,
      @Nullable Step step,
      Ahead.@Nullable Line next,
      List<Ahead.Line> waiting) {
    LocalDate day = LocalDate.ofInstant(due.dueAt(), clock.getZone());
    boolean wholeDay = Activities.isEndOf(day, due.dueAt(), clock.getZone());
    boolean late = !due.dueAt().isAfter(now);
    LocalDate today = LocalDate.ofInstant(now, clock.getZone());
    String shownDue =
        wholeDay
            ? wholeDay(day, today)
            : moment(day, today, new Moments(clock.getZone()).time(due.dueAt()));
    String person = due.person();
    return new DayRow(
        key,
        due.subject(),
        text,
        more,
        all.map(Due::rule).filter(Objects::nonNull).distinct().toList(),
        due.dueAt(),
        late,
        shownDue,
        late || day.equals(today) && !wholeDay,
        person == null ? null : names.get(new UserId(person)),
        done,
        step,
        next,
        waiting);
  }

  private static String wholeDay(LocalDate day, LocalDate today) {
    return day.isBefore(today)
        ? past(day, today)
        : Messages.get(day.equals(today) ? "day.due.today" : "day.due.day");
  }

  private static String moment(LocalDate day, LocalDate today, String time) {
    return day.isBefore(today) ? past(day, today) + " " + time : time;
  }

  private static String past(LocalDate day, LocalDate today) {
    return day.equals(today.minusDays(1)) ? Messages.get("day.due.yesterday") : Shown.day(day);
  }

  private Map<UserId, String> names(List<List<Due>> groups) {
    return users.names(
        groups.stream()
            .flatMap(List::stream)
            .map(Due::person)
            .filter(Objects::nonNull)
            .map(UserId::new)
            .collect(Collectors.toSet()));
  }
}
