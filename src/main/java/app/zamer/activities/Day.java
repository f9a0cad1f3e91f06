package app.zamer.activities;

import app.zamer.activities.DayQuery.Due;
import app.zamer.activities.DayQuery.Key;
import app.zamer.activities.DayQuery.Read;
import app.zamer.activities.DayQuery.Whose;
import app.zamer.activities.DayQuery.Window;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a person's day, in the order of the clock. */
@Component
class Day {
  /** The parts that are read one by one. */
  enum Part {
    LATE,
    TODAY,
    TOMORROW;

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How many things a part may hold that belong to one row. */
  private static final int SPARE = 3;

  /** How often a part is read on, for rows that have turned out to ask nothing any more. */
  private static final int MOST_READS = 5;

  private final DayQuery query;
  private final ActivitySubjects subjects;
  private final ActivityTexts texts;
  private final Steps steps;
  private final Editions editions;
  private final Users users;
  private final CompanyClock clock;

  Day(
      DayQuery query,
      ActivitySubjects subjects,
      ActivityTexts texts,
      Steps steps,
      Editions editions,
      Users users,
      CompanyClock clock) {
    this.query = query;
    this.subjects = subjects;
    this.texts = texts;
    this.steps = steps;
    this.editions = editions;
    this.users = users;
    this.clock = clock;
  }

  /**
   * One part of the day; today's is divided at the moments at which the regulation has something
   * due.
   *
   * @param after where the page begins; null to begin at the beginning
   * @param size how many rows
   */
  List<DaySection> part(Actor actor, Whose whose, Part part, @Nullable Key after, int size) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, clock.getZone());
    Instant evening = Activities.endOf(today, clock.getZone());
    Window window =
        switch (part) {
          case LATE -> new Window(null, now, true);
          case TODAY -> new Window(now, evening, false);
          case TOMORROW ->
              new Window(evening, Activities.endOf(today.plusDays(1), clock.getZone()), false);
        };
    List<List<Due>> groups = new ArrayList<>();
    Key from = after;
    boolean more = true;
    Map<Long, Asked> asked = new LinkedHashMap<>();
    for (int reads = 0; reads < MOST_READS && more && groups.size() <= size; reads++) {
      Read read = query.read(whose, window, from, size * SPARE + 1);
      List<List<Due>> found = grouped(read);
      more = read.full();
      from = found.isEmpty() ? from : found.getLast().getFirst().key();
      more &= !found.isEmpty();
      asked.putAll(asked(found));
      groups.addAll(
          found.stream()
              .map(group -> stillAsked(group, asked, now))
              .filter(group -> !group.isEmpty())
              .toList());
    }
    boolean rest = more || groups.size() > size;
    List<List<Due>> shown = groups.size() > size ? groups.subList(0, size) : groups;
    Map<UserId, String> names = whose.person() == null ? names(shown) : Map.of();
    List<DayRow> rows =
        shown.stream().flatMap(group -> rows(actor, group, asked, names, now).stream()).toList();
    String next = rest && !shown.isEmpty() ? shown.getLast().getFirst().key().toString() : null;
    return part == Part.TODAY
        ? byTheClock(rows, next, query.moments(whose, now, evening))
        : List.of(section(part, rows, next));
  }

  private static DaySection section(Part part, List<DayRow> rows, @Nullable String next) {
    return new DaySection(
        part.id(),
        Messages.get("day.section." + part.id()),
        switch (part) {
          case LATE -> "clock-exclamation";
          case TODAY -> "checklist";
          case TOMORROW -> "sunrise";
        },
        rows,
        next);
  }

  private List<DaySection> byTheClock(
      List<DayRow> rows, @Nullable String next, List<Instant> moments) {
    Moments shown = new Moments(clock.getZone());
    Map<Instant, List<DayRow>> parts = new LinkedHashMap<>();
    for (DayRow row : rows) {
      Instant until =
          moments.stream()
              .filter(moment -> !moment.isBefore(row.dueAt()))
              .findFirst()
              .orElse(Instant.MAX);
      parts.computeIfAbsent(until, moment -> new ArrayList<>()).add(row);
    }
    List<DaySection> sections = new ArrayList<>();
    parts.forEach(
        (until, part) ->
            sections.add(
                new DaySection(
                    Part.TODAY.id(),
                    until.equals(Instant.MAX)
                        ? Messages.get("day.section.today")
                        : Messages.get("day.section.until", shown.time(until)),
                    until.equals(Instant.MAX) ? "checklist" : "clock",
                    part,
                    null)));
    if (sections.isEmpty() || next == null) {
      return sections;
    }
    DaySection last = sections.removeLast();
    sections.add(new DaySection(last.part(), last.title(), last.icon(), last.rows(), next));
    return sections;
  }

  /** What is due at one moment for one subject belongs together; a group cut in two is left out. */
  private static List<List<Due>> grouped(Read read) {
    Map<Key, List<Due>> groups = new LinkedHashMap<>();
    read.dues()
        .forEach(due -> groups.computeIfAbsent(due.key(), key -> new ArrayList<>()).add(due));
    List<List<Due>> all = new ArrayList<>(groups.values());
    if (read.full() && all.size() > 1) {
      all.removeLast();
    }
    return all;
  }

  /** What the regulation asks of the deals that have deadlines here. */
  private Map<Long, Asked> asked(List<List<Due>> groups) {
    Set<Long> deals =
        groups.stream()
            .flatMap(List::stream)
            .filter(due -> !due.activity() && due.subject().isDeal())
            .map(due -> due.subject().id())
            .collect(Collectors.toSet());
    return deals.isEmpty() ? Map.of() : subjects.of(SubjectKind.DEAL).asked(deals);
  }

  /** Without the deadlines that were missed and that nobody asks for any more. */
  private static List<Due> stillAsked(List<Due> group, Map<Long, Asked> asked, Instant now) {
    return group.stream()
        .filter(
            due ->
                due.activity()
                    || due.dueAt().isAfter(now)
                    || asked
                        .getOrDefault(due.subject().id(), Asked.NOTHING)
                        .asks(
                            Objects.requireNonNull(due.rule()),
                            Objects.requireNonNull(due.anchor())))
        .toList();
  }

  private List<DayRow> rows(
      Actor actor,
      List<Due> group,
      Map<Long, Asked> asked,
      Map<UserId, String> names,
      Instant now) {
    List<Due> activities = group.stream().filter(Due::activity).toList();
    List<Due> deadlines = group.stream().filter(due -> !due.activity()).toList();
    if (activities.isEmpty()) {
      Asked plan = asked.getOrDefault(group.getFirst().subject().id(), Asked.NOTHING);
      return List.of(deadlines(actor, deadlines, plan, names, now));
    }
    // the regulation's own activity is the one that meets its deadlines
    Due leading =
        activities.stream()
            .filter(due -> due.anchor() != null)
            .findFirst()
            .orElse(activities.getFirst());
    return activities.stream()
        .map(due -> activity(actor, due, due == leading ? deadlines : List.of(), names, now))
        .toList();
  }

  private DayRow activity(
      Actor actor, Due due, List<Due> deadlines, Map<UserId, String> names, Instant now) {
    boolean plain = due.results().equals(List.of(Result.DONE));
    return row(
        "a" + due.id(),
        due,
        texts.of(due.subject().kind(), due.rule(), due.anchor() != null, due.text()),
        List.of(),
        Stream.concat(Stream.of(due), deadlines.stream()),
        names,
        now,
        plain ? due.id() : null,
        plain ? null : step(actor, due));
  }

  private Step step(Actor actor, Due due) {
    if (!due.results().isEmpty()) {
      return Step.dialog(
          "/activities/" + due.id() + "/complete", Messages.get("day.step.complete"), "check");
    }
    return steps.of(
        actor, due.subject().id(), due.subject().owner(), action(Obligation.Kind.ACTIVITY, due));
  }

  private DayRow deadlines(
      Actor actor, List<Due> deadlines, Asked plan, Map<UserId, String> names, Instant now) {
    Due first = deadlines.getFirst();
    String action =
        deadlines.stream()
            .map(due -> action(Obligation.Kind.DEADLINE, due))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseGet(
                () -> plan.step().map(item -> Objects.requireNonNull(item.action())).orElse(null));
    List<String> said =
        deadlines.stream()
            .map(
                due -> texts.ofDeadline(Objects.requireNonNull(due.rule())).in(Messages.language()))
            .toList();
    return row(
        "d" + first.id(),
        first,
        said.getFirst(),
        said.subList(1, said.size()),
        deadlines.stream(),
        names,
        now,
        null,
        steps.of(actor, first.subject().id(), first.subject().owner(), action));
  }

  private @Nullable String action(Obligation.Kind kind, Due due) {
    String rule = due.rule();
    return rule == null
        ? null
        : editions.inForce().duty(kind, rule, due.text()).map(Duty::action).orElse(null);
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
      @Nullable Step step) {
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
        step);
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
