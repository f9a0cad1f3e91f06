package app.zamer.clients.erasure;

import app.zamer.clients.erasure.DeclaredTable.Forgotten;
import app.zamer.clients.erasure.DeclaredTable.Group;
import app.zamer.clients.erasure.DeclaredTable.Law;
import app.zamer.clients.erasure.DeclaredTable.Said;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes a client out of every table, as the {@link Declarations} say: out of his own rows, out of
 * what others' rows tell of him, and out of what is kept for a while only.
 */
@Component
public class Removals {
  private static final Said ELSEWHERE =
      new Said(
          new Text("Упоминания в чужих записях", "Mentions in what is kept of others"),
          new Text(Mentions.REMOVED, Mentions.REMOVED));

  private final JdbcClient jdbc;
  private final Declarations declarations;
  private final PersonQuery persons;
  private final HistoryJson history;

  Removals(JdbcClient jdbc, Declarations declarations, PersonQuery persons, HistoryJson history) {
    this.jdbc = jdbc;
    this.declarations = declarations;
    this.persons = persons;
    this.history = history;
  }

  /** What stands against the removal, empty if nothing does. */
  public List<Text> obstacles(Person person) {
    return declarations.obstacles().stream()
        .filter(
            one -> jdbc.sql(one.unless()).params(person.parameters()).query(Boolean.class).single())
        .map(Declarations.Obstacle::text)
        .toList();
  }

  /**
   * What would be done.
   *
   * @param locked whether what will be changed stays as it was read until the end of the
   *     transaction, so that it can be carried out
   */
  public Removal plan(Person person, boolean locked) {
    Removal removal = new Removal();
    Mentions own = Mentions.own(person);
    List<NameWord> words = Mentions.words(person);
    Bearers bearers = new Bearers(words, persons.others(person, words));
    Candidates candidates = Candidates.of(person, words, bearers);
    for (DeclaredTable table : declarations.tables()) {
      ownRows(person, table, own, locked, removal);
      for (Law law : table.laws()) removal.keep(kept(person, table, law));
    }
    List<Found> found = new ArrayList<>();
    for (DeclaredTable table : declarations.tables()) {
      found.addAll(searched(person, table, candidates, locked));
    }
    bearers.learn(found.stream().flatMap(Found::texts), words);
    Mentions elsewhere = Mentions.elsewhere(person, bearers);
    found.forEach(one -> othersRow(one, elsewhere, removal));
    for (DeclaredTable table : declarations.tables()) {
      forgotten(person, table, candidates, elsewhere, locked, removal);
    }
    return removal;
  }

  /** Does what was planned in the same transaction. */
  public void carryOut(Removal removal, Person person, Actor by, Instant now) {
    // who did what stays in the journal for good, but not that it named him
    jdbc.sql("select set_config('zamer.erasing', 'on', true)").query(String.class).single();
    for (Removal.Step step : removal.steps()) {
      jdbc.sql(step.sql())
          .params(person.parameters())
          .param("removed", Mentions.REMOVED)
          .param("by", by.id().value())
          .param("now", now.atOffset(ZoneOffset.UTC))
          .params(step.parameters())
          .update();
    }
  }

  private void ownRows(
      Person person, DeclaredTable table, Mentions own, boolean locked, Removal removal) {
    Said deleted = table.deleted();
    if (deleted != null) {
      removal.count(deleted, count(person, table, "true"));
      removal.add("delete from %s where %s".formatted(table.name(), table.rows()), Map.of());
      return;
    }
    if (table.groups().isEmpty() || table.rows().equals("false")) return;
    for (Row row : read(person, table, table.groups(), "(" + table.rows() + ")", "", locked)) {
      Map<String, Change> changes = new LinkedHashMap<>();
      for (int i = 0; i < table.groups().size(); i++) {
        Group group = table.groups().get(i);
        if (!row.applies().get(i)) continue;
        boolean changed = false;
        for (Map.Entry<String, String> column : group.columns().entrySet()) {
          String value = row.values().get(column.getKey());
          if (value == null || changes.containsKey(column.getKey())) continue;
          Change change =
              ownChange(group, column.getValue(), value, row.types().get(column.getKey()), own);
          if (change != null) {
            changes.put(column.getKey(), change);
            changed = true;
          }
        }
        if (changed) removal.count(group.said(), 1);
      }
      update(table, row.ctid(), changes, table.also(), removal);
    }
  }

  private @Nullable Change ownChange(
      Group group, String sql, String value, @Nullable String type, Mentions own) {
    if (value.isEmpty() || value.equals(Mentions.REMOVED)) return null;
    boolean json = "jsonb".equals(type);
    return switch (group.kind()) {
      case REMOVED -> new Change(sql.isEmpty() ? ":removed" : sql, null, false);
      case TOLD -> {
        if (json) yield changed(value, history.without(value, own), true);
        if (!own.in(value)) yield null;
        yield group.part()
            ? changed(value, own.without(value), false)
            : new Change(sql.isEmpty() ? ":removed" : sql, null, false);
      }
      case HISTORY -> changed(value, history.without(value, group.fields(), own), true);
    };
  }

  private void othersRow(Found found, Mentions elsewhere, Removal removal) {
    Map<String, Change> changes = new LinkedHashMap<>();
    found
        .row()
        .values()
        .forEach(
            (column, value) -> {
              if (value == null) return;
              boolean json = "jsonb".equals(found.row().types().get(column));
              Change change =
                  changed(
                      value,
                      json ? history.without(value, elsewhere) : elsewhere.without(value),
                      json);
              if (change != null) changes.put(column, change);
            });
    if (!changes.isEmpty()) removal.count(ELSEWHERE, 1);
    update(found.table(), found.row().ctid(), changes, "", removal);
  }

  private static @Nullable Change changed(String before, String after, boolean json) {
    return before.equals(after) ? null : new Change("", after, json);
  }

  private static void update(
      DeclaredTable table, String ctid, Map<String, Change> changes, String also, Removal removal) {
    if (changes.isEmpty()) return;
    Map<String, @Nullable Object> values = new HashMap<>();
    List<String> set = new ArrayList<>();
    changes.forEach(
        (column, change) -> {
          if (change.value() == null) {
            set.add(column + " = " + change.sql());
          } else {
            set.add(
                column
                    + " = "
                    + (change.json() ? "cast(:new_%s as jsonb)" : ":new_%s").formatted(column));
            values.put("new_" + column, change.value());
          }
        });
    if (!also.isEmpty()) set.add(also);
    values.put("ctid", ctid);
    removal.add(
        "update %s set %s where ctid = cast(:ctid as tid)"
            .formatted(table.name(), String.join(", ", set)),
        values);
  }

  /** Rows of others that may tell of the person. */
  private List<Found> searched(
      Person person, DeclaredTable table, Candidates candidates, boolean locked) {
    List<Group> free = table.groups().stream().filter(Group::elsewhere).toList();
    if (free.isEmpty() || table.deleted() != null) return List.of();
    String telling =
        free.stream()
            .flatMap(group -> group.columns().keySet().stream())
            .distinct()
            .map(column -> "cast(%s as text) ~ :candidates".formatted(column))
            .collect(Collectors.joining(" or "));
    return read(
            person,
            table,
            free,
            "(%s) is not true and (%s)".formatted(table.rows(), telling),
            candidates.text(),
            locked)
        .stream()
        .map(row -> new Found(table, row))
        .toList();
  }

  private void forgotten(
      Person person,
      DeclaredTable table,
      Candidates candidates,
      Mentions elsewhere,
      boolean locked,
      Removal removal) {
    Forgotten forgotten = table.forgotten();
    if (forgotten == null) return;
    Map<String, String> types = types(table, new LinkedHashSet<>(forgotten.telling()));
    String telling =
        forgotten.telling().stream()
            .map(
                column ->
                    "bytea".equals(types.get(column))
                        ? "encode(%s, 'hex') ~ :bytes".formatted(column)
                        : "cast(%s as text) ~ :candidates".formatted(column))
            .collect(Collectors.joining(" or "));
    String columns =
        forgotten.telling().stream()
            .map(
                column ->
                    "bytea".equals(types.get(column))
                        ? column
                        : "cast(%1$s as text) as %1$s".formatted(column))
            .collect(Collectors.joining(", "));
    List<String> rows =
        jdbc.sql(
                "select cast(ctid as text) as place, (%s) is true as his, %s from %s where (%s) and ((%s) or (%s))%s"
                    .formatted(
                        table.rows(),
                        columns,
                        table.name(),
                        forgotten.only(),
                        table.rows(),
                        telling,
                        locked ? " for update" : ""))
            .params(person.parameters())
            .param("candidates", candidates.text())
            .param("bytes", candidates.hexadecimal())
            .query(
                (row, number) -> {
                  boolean tells = row.getBoolean("his");
                  for (String column : forgotten.telling()) {
                    String text =
                        "bytea".equals(types.get(column))
                            ? text(row.getBytes(column))
                            : row.getString(column);
                    tells |= text != null && elsewhere.in(text);
                  }
                  return tells ? row.getString("place") : "";
                })
            .list();
    for (String place : rows) {
      if (place.isEmpty()) continue;
      removal.count(forgotten.said(), 1);
      String set =
          forgotten.set().entrySet().stream()
              .map(column -> column.getKey() + " = " + column.getValue())
              .collect(Collectors.joining(", "));
      removal.add(
          (set.isEmpty()
                  ? "delete from " + table.name()
                  : "update %s set %s".formatted(table.name(), set))
              + " where ctid = cast(:ctid as tid)",
          Map.of("ctid", place));
    }
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private Removal.Kept kept(Person person, DeclaredTable table, Law law) {
    String said =
        law.columns().stream().map(column -> column + " <> ''").collect(Collectors.joining(" or "));
    String condition = !law.count().isEmpty() ? law.count() : said.isEmpty() ? "true" : said;
    return new Removal.Kept(law.what(), count(person, table, condition), law.why());
  }

  private long count(Person person, DeclaredTable table, String condition) {
    return jdbc.sql(
            "select count(*) from %s where (%s) and (%s)"
                .formatted(table.name(), table.rows(), condition))
        .params(person.parameters())
        .query(Long.class)
        .single();
  }

  private List<Row> read(
      Person person,
      DeclaredTable table,
      List<Group> groups,
      String condition,
      String candidates,
      boolean locked) {
    Set<String> columns = new LinkedHashSet<>();
    groups.forEach(group -> columns.addAll(group.columns().keySet()));
    Map<String, String> types = types(table, columns);
    String selected =
        Stream.concat(
                columns.stream().map("cast(%1$s as text) as %1$s"::formatted),
                Stream.iterate(0, i -> i < groups.size(), i -> i + 1)
                    .map(i -> "(%s) is true as applies_%d".formatted(groups.get(i).only(), i)))
            .collect(Collectors.joining(", "));
    return jdbc.sql(
            "select cast(ctid as text) as place, %s from %s where %s%s"
                .formatted(selected, table.name(), condition, locked ? " for update" : ""))
        .params(person.parameters())
        .param("candidates", candidates)
        .query(
            (row, number) -> {
              Map<String, @Nullable String> values = new LinkedHashMap<>();
              for (String column : columns) values.put(column, row.getString(column));
              List<Boolean> applies = new ArrayList<>();
              for (int i = 0; i < groups.size(); i++) applies.add(row.getBoolean("applies_" + i));
              return new Row(row.getString("place"), values, types, applies);
            })
        .list();
  }

  private Map<String, String> types(DeclaredTable table, Set<String> columns) {
    Map<String, String> types = new HashMap<>();
    jdbc.sql(
            """
            select column_name, data_type from information_schema.columns
            where table_schema = current_schema() and table_name = :name and column_name = any(:columns)
            """)
        .param("name", table.name())
        .param("columns", columns.toArray(String[]::new))
        .query(
            row -> {
              types.put(row.getString("column_name"), row.getString("data_type"));
            });
    return types;
  }

  /**
   * @param sql what is written, if there is no value
   * @param value what is written
   */
  private record Change(String sql, @Nullable String value, boolean json) {}

  private record Row(
      String ctid,
      Map<String, @Nullable String> values,
      Map<String, String> types,
      List<Boolean> applies) {}

  private record Found(DeclaredTable table, Row row) {
    Stream<String> texts() {
      return row.values().values().stream().flatMap(Stream::ofNullable);
    }
  }
}
