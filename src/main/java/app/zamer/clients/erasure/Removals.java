package app.zamer.clients.erasure;

import app.zamer.clients.erasure.DeclaredTable.Forgotten;
import app.zamer.clients.erasure.DeclaredTable.Group;
import app.zamer.clients.erasure.DeclaredTable.Kind;
import app.zamer.clients.erasure.DeclaredTable.Law;
import app.zamer.clients.erasure.DeclaredTable.Reach;
import app.zamer.clients.erasure.DeclaredTable.Said;
import app.zamer.clients.erasure.Rows.Row;
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
  private final Rows rows;

  Removals(
      JdbcClient jdbc,
      Declarations declarations,
      PersonQuery persons,
      HistoryJson history,
      Rows rows) {
    this.jdbc = jdbc;
    this.declarations = declarations;
    this.persons = persons;
    this.history = history;
    this.rows = rows;
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
    Bearers bearers = persons.bearers(person, words);
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
    Mentions phones = Mentions.phonesElsewhere(person, bearers);
    found.forEach(one -> othersRow(one, elsewhere, phones, removal));
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
    for (Row row :
        rows.read(
            person, table, table.groups(), columns(table), "(" + table.rows() + ")", "", locked)) {
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
      case HISTORY -> changed(value, history.ofHis(value, group, own), true);
    };
  }

  private void othersRow(Found found, Mentions elsewhere, Mentions phones, Removal removal) {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (Group group : found.table().groups()) {
      group
          .elsewhere()
          .forEach(
              (column, reach) -> {
                String value = found.row().values().get(column);
                if (value == null || changes.containsKey(column)) return;
                boolean json = "jsonb".equals(found.row().types().get(column));
                Mentions mentions = reach == Reach.ALL ? elsewhere : phones;
                String after =
                    group.kind() == Kind.HISTORY
                        ? history.ofOthers(value, group, elsewhere, phones)
                        : json ? history.without(value, mentions) : mentions.without(value);
                String whole = group.whole(column);
                if (after.equals(value)) return;
                changes.put(
                    column,
                    whole.isEmpty() ? new Change("", after, json) : new Change(whole, null, false));
              });
    }
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
    Set<String> columns = new LinkedHashSet<>();
    table.groups().forEach(group -> columns.addAll(group.elsewhere().keySet()));
    if (columns.isEmpty() || table.deleted() != null) return List.of();
    String telling =
        columns.stream()
            .map(column -> "cast(%s as text) ~ :candidates".formatted(column))
            .collect(Collectors.joining(" or "));
    return rows
        .read(
            person,
            table,
            List.of(),
            columns,
            "(%s) is not true and (%s)".formatted(table.rows(), telling),
            candidates.text(),
            locked)
        .stream()
        .map(row -> new Found(table, row))
        .toList();
  }

  private static Set<String> columns(DeclaredTable table) {
    Set<String> columns = new LinkedHashSet<>();
    table.groups().forEach(group -> columns.addAll(group.columns().keySet()));
    return columns;
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
    Map<String, String> types = rows.types(table, new LinkedHashSet<>(forgotten.telling()));
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
    List<String> places =
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
    for (String place : places) {
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

  /**
   * @param sql what is written, if there is no value
   * @param value what is written
   */
  private record Change(String sql, @Nullable String value, boolean json) {}

  private record Found(DeclaredTable table, Row row) {
    Stream<String> texts() {
      return row.values().values().stream().flatMap(Stream::ofNullable);
    }
  }
}
