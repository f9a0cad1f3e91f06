package app.zamer.activities;

import app.zamer.activities.DayQuery.Due;
import app.zamer.activities.DayQuery.Key;
import app.zamer.activities.DayQuery.Read;
import app.zamer.activities.DayQuery.Whose;
import app.zamer.activities.DayQuery.Window;
import app.zamer.company.CompanyClock;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final DayRows rows;
  private final CompanyClock clock;

  Day(DayQuery query, ActivitySubjects subjects, DayRows rows, CompanyClock clock) {
    this.query = query;
    this.subjects = subjects;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * One part of the day; today's is divided at the moments at which the regulation has something
   * due.
   *
   * @param after where the page begins; null to begin at the beginning
   * @param size how many rows
   * @param led takes the deals whose next step the page shows, which no row shows twice
   */
  List<DaySection> part(
      Actor actor, Whose whose, Part part, @Nullable Key after, int size, Set<Long> led) {
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
    Map<Long, Ahead> ahead = new LinkedHashMap<>();
    for (int reads = 0; reads < MOST_READS && more && groups.size() <= size; reads++) {
      Read read = query.read(whose, window, from, size * SPARE + 1);
      List<List<Due>> found = grouped(read);
      more = read.full();
      from = found.isEmpty() ? from : found.getLast().getFirst().key();
      more &= !found.isEmpty();
      ahead.putAll(ahead(actor, found));
      groups.addAll(
          found.stream()
              .map(group -> stillAsked(group, ahead, now))
              .filter(group -> !group.isEmpty())
              .toList());
    }
    boolean rest = more || groups.size() > size;
    List<List<Due>> shown = groups.size() > size ? groups.subList(0, size) : groups;
    List<DayRow> made = rows.of(shown, ahead, whose.person() == null, led, now);
    String next = rest && !shown.isEmpty() ? shown.getLast().getFirst().key().toString() : null;
    return part == Part.TODAY
        ? byTheClock(made, next, query.moments(whose, now, evening))
        : List.of(section(part, made, next));
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

  /** What lies ahead with the deals that are here. */
  private Map<Long, Ahead> ahead(Actor actor, List<List<Due>> groups) {
    Set<Long> deals =
        groups.stream()
            .flatMap(List::stream)
            .filter(due -> due.subject().isDeal())
            .map(due -> due.subject().id())
            .collect(Collectors.toSet());
    return deals.isEmpty() ? Map.of() : subjects.of(SubjectKind.DEAL).ahead(actor, deals);
  }

  /** Without the deadlines that were missed and that nobody asks for any more. */
  private static List<Due> stillAsked(List<Due> group, Map<Long, Ahead> ahead, Instant now) {
    return group.stream()
        .filter(
            due ->
                due.activity()
                    || due.dueAt().isAfter(now)
                    || ahead
                        .getOrDefault(due.subject().id(), Ahead.NOTHING)
                        .asks(
                            Objects.requireNonNull(due.rule()),
                            Objects.requireNonNull(due.anchor())))
        .toList();
  }
}
