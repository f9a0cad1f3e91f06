package app.zamer.clients.erasure;

import app.zamer.clients.erasure.DeclaredTable.Forgotten;
import app.zamer.clients.erasure.DeclaredTable.Group;
import app.zamer.clients.erasure.DeclaredTable.Kind;
import app.zamer.clients.erasure.DeclaredTable.Law;
import app.zamer.clients.erasure.DeclaredTable.Reach;
import app.zamer.clients.erasure.DeclaredTable.Said;
import app.zamer.regulation.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What every module says in {@code personal/<module>.yaml} of its tables: where something of a
 * client stands, how it is reached, what becomes of it and what he gets to read.
 */
@Component
public class Declarations {
  private static final Text REMOVED_TEXT = new Text(Mentions.REMOVED, Mentions.REMOVED);

  private final List<DeclaredTable> tables = new ArrayList<>();
  private final List<Copied> copies = new ArrayList<>();
  private final List<Obstacle> obstacles = new ArrayList<>();

  /** A table of the copy that the person gets. */
  record Copied(String name, Text title, String sql, Map<String, Text> labels) {}

  /**
   * @param unless a query whether there is such an obstacle
   */
  record Obstacle(String unless, Text text) {}

  Declarations() {
    try {
      Resource[] files =
          new PathMatchingResourcePatternResolver().getResources("classpath*:personal/*.yaml");
      Arrays.sort(files, Comparator.comparing(Declarations::order));
      for (Resource file : files) {
        try (InputStream in = file.getInputStream()) {
          read(
              new Part(
                  String.valueOf(file.getFilename()),
                  new Yaml(new SafeConstructor(new LoaderOptions())).load(in)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<DeclaredTable> tables() {
    return tables;
  }

  List<Copied> copies() {
    return copies;
  }

  List<Obstacle> obstacles() {
    return obstacles;
  }

  // what the client himself is comes first
  private static String order(Resource file) {
    String name = String.valueOf(file.getFilename());
    return name.equals("clients.yaml") ? "" : name;
  }

  private void read(Part file) {
    file.only("tables", "copy", "obstacles");
    file.part("tables").parts().forEach((name, table) -> tables.add(table(name, table)));
    for (Part copy : file.list("copy")) {
      copy.only("name", "title", "sql", "labels");
      Map<String, Text> labels = new LinkedHashMap<>();
      Part said = copy.part("labels");
      said.keys().forEach(column -> labels.put(column, said.text(column)));
      copies.add(new Copied(copy.string("name"), copy.text("title"), copy.string("sql"), labels));
    }
    for (Part obstacle : file.list("obstacles")) {
      obstacle.only("unless", "text");
      obstacles.add(new Obstacle(obstacle.string("unless"), obstacle.text("text")));
    }
  }

  private static DeclaredTable table(String name, Part table) {
    table.only(
        "rows", "also", "deleted", "removed", "told", "history", "forgotten", "law", "nothing");
    List<Group> groups = new ArrayList<>();
    table.list("removed").forEach(group -> groups.add(group(Kind.REMOVED, group)));
    table.list("told").forEach(group -> groups.add(group(Kind.TOLD, group)));
    if (table.has("history")) groups.add(history(table.part("history")));
    List<Law> laws = new ArrayList<>();
    for (Part law : table.list("law")) {
      law.only("columns", "count", "what", "why");
      laws.add(
          new Law(
              law.strings("columns"), law.string("count", ""), law.text("what"), law.text("why")));
    }
    Map<String, List<String>> nothing = new LinkedHashMap<>();
    Part reasons = table.part("nothing");
    reasons.keys().forEach(reason -> nothing.put(reason, reasons.strings(reason)));
    return new DeclaredTable(
        name,
        table.string("rows", "false"),
        table.string("also", ""),
        table.has("deleted") ? said(table.part("deleted")) : null,
        groups,
        table.has("forgotten") ? forgotten(table.part("forgotten")) : null,
        laws,
        nothing);
  }

  private static Group group(Kind kind, Part group) {
    group.only("columns", "only", "elsewhere", "phones", "part", "what", "by");
    Map<String, String> columns = group.targets("columns");
    return new Group(
        kind,
        columns,
        group.string("only", "true"),
        elsewhere(kind, columns.keySet(), group),
        group.flag("part", false),
        Set.of(),
        Set.of(),
        Set.of(),
        kind == Kind.TOLD ? new Said(group.text("what"), REMOVED_TEXT) : said(group));
  }

  /** All columns of a group or some; those of them that stand under phones lose phones alone. */
  private static Map<String, Reach> elsewhere(Kind kind, Set<String> columns, Part group) {
    Map<String, Reach> reaches = new LinkedHashMap<>();
    if (group.has("elsewhere") && !(group.values.get("elsewhere") instanceof Boolean)) {
      group.strings("elsewhere").forEach(column -> reaches.put(column, Reach.ALL));
    } else if (group.flag("elsewhere", kind == Kind.TOLD)) {
      columns.forEach(column -> reaches.put(column, Reach.ALL));
    }
    if (group.has("phones")) {
      group.strings("phones").forEach(column -> reaches.put(column, Reach.PHONES));
    }
    if (!columns.containsAll(reaches.keySet())) {
      throw new IllegalStateException(group.place + ": no column of it " + reaches.keySet());
    }
    return reaches;
  }

  private static Group history(Part history) {
    history.only("column", "fields", "stays", "phones", "what");
    return new Group(
        Kind.HISTORY,
        Map.of(history.string("column"), ""),
        "true",
        Map.of(history.string("column"), Reach.ALL),
        false,
        Set.copyOf(history.strings("fields")),
        Set.copyOf(history.strings("stays")),
        history.has("phones") ? Set.copyOf(history.strings("phones")) : Set.of(),
        new Said(history.text("what"), REMOVED_TEXT));
  }

  private static Forgotten forgotten(Part forgotten) {
    forgotten.only("telling", "only", "set", "what");
    return new Forgotten(
        forgotten.strings("telling"),
        forgotten.string("only", "true"),
        forgotten.targets("set"),
        new Said(forgotten.text("what"), null));
  }

  private static Said said(Part part) {
    return new Said(
        part.text("what"),
        !part.has("by")
            ? null
            : "removed".equals(part.values.get("by")) ? REMOVED_TEXT : part.text("by"));
  }

  /** A mapping of a file; what is missing in it or too much names the place. */
  private record Part(String place, Map<String, @Nullable Object> values) {
    @SuppressWarnings("unchecked")
    Part(String place, @Nullable Object value) {
      this(place, (Map<String, @Nullable Object>) (value == null ? Map.of() : value));
    }

    void only(String... keys) {
      List<String> strange =
          values.keySet().stream().filter(key -> !List.of(keys).contains(key)).toList();
      if (!strange.isEmpty()) throw new IllegalStateException(place + ": unknown " + strange);
    }

    boolean has(String key) {
      return values.get(key) != null;
    }

    Set<String> keys() {
      return values.keySet();
    }

    Part part(String key) {
      return new Part(place + "." + key, values.get(key));
    }

    Map<String, Part> parts() {
      Map<String, Part> parts = new LinkedHashMap<>();
      keys().forEach(key -> parts.put(key, part(key)));
      return parts;
    }

    List<Part> list(String key) {
      return values.get(key) instanceof List<?> list
          ? list.stream().map(value -> new Part(place + "." + key, value)).toList()
          : List.of();
    }

    List<String> strings(String key) {
      if (values.get(key) instanceof List<?> list)
        return list.stream().map(String::valueOf).toList();
      throw new IllegalStateException(place + "." + key + " is no list");
    }

    /** Columns with what is written there, or a list of columns alone. */
    Map<String, String> targets(String key) {
      Map<String, String> targets = new LinkedHashMap<>();
      if (values.get(key) instanceof List<?> list) {
        list.forEach(column -> targets.put(String.valueOf(column), ""));
      } else {
        part(key)
            .values
            .forEach((column, sql) -> targets.put(column, sql == null ? "" : sql.toString()));
      }
      return targets;
    }

    String string(String key) {
      if (values.get(key) == null)
        throw new IllegalStateException(place + "." + key + " is missing");
      return string(key, "");
    }

    String string(String key, String otherwise) {
      Object value = values.get(key);
      return value == null ? otherwise : value.toString();
    }

    boolean flag(String key, boolean otherwise) {
      return values.get(key) instanceof Boolean truth ? truth : otherwise;
    }

    Text text(String key) {
      List<String> both = strings(key);
      return new Text(both.getFirst(), both.getLast());
    }
  }
}
