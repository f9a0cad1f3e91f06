package app.zamer.regulation.yaml;

import app.zamer.regulation.Uncomputable;
import dev.cel.common.CelIssue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML document whose every part knows its place, and which collects what is wrong with it. */
final class YamlTree {
  /** Several times what the program's own file says. */
  private static final int MOST = 30_000;

  private static final int DEEPEST = 30;
  private static final Tag MISSING = new Tag("!missing");
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,8})");

  private final String file;
  private final int[] characters;
  private final List<Flaw> flaws = new ArrayList<>();
  private final @Nullable Entry root;

  YamlTree(String file, String text) {
    this.file = file;
    this.characters = text.codePoints().toArray();
    this.root = compose(text);
  }

  /** The document; null if it is not YAML at all or empty. */
  @Nullable Entry root() {
    return root;
  }

  /** Everything found wrong, in the order of the file. */
  List<Flaw> flaws() {
    return flaws.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Flaw::line).thenComparingInt(Flaw::column))
        .toList();
  }

  private @Nullable Entry compose(String text) {
    try {
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      options.setNestingDepthLimit(DEEPEST);
      Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (node == null) {
        flaws.add(new Flaw(file, 1, 1, "the file is empty"));
        return null;
      }
      if (size(node, new IdentityHashMap<>()) > MOST) {
        flaws.add(
            new Flaw(
                file, 1, 1, "the file says more than " + MOST + " things, aliases written out"));
        return null;
      }
      checkKeys(node, Collections.newSetFromMap(new IdentityHashMap<>()));
      return new Entry(node);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      flaws.add(
          new Flaw(
              file,
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              String.valueOf(e.getProblem())));
      return null;
    } catch (YAMLException e) {
      flaws.add(new Flaw(file, 1, 1, String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** How many nodes it is with all aliases written out; no more than one too many is counted. */
  private static int size(Node node, Map<Node, Integer> known) {
    Integer size = known.putIfAbsent(node, MOST + 1);
    if (size != null) {
      // what holds itself is without end
      return size;
    }
    long sum = 1;
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        sum += size(item, known);
      }
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        sum += size(tuple.getKeyNode(), known) + size(tuple.getValueNode(), known);
      }
    }
    int whole = (int) Math.min(sum, MOST + 1);
    known.put(node, whole);
    return whole;
  }

  /** No key may stand twice in a map, and each is a text. */
  private void checkKeys(Node node, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> checkKeys(item, seen));
    }
    if (!(node instanceof MappingNode mapping)) {
      return;
    }
    var lines = new HashMap<String, Integer>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        Integer first = lines.putIfAbsent(key.getValue(), key.getStartMark().getLine() + 1);
        if (first != null) {
          new Entry(key)
              .flaw("'" + key.getValue() + "' stands here a second time, first in line " + first);
        }
      } else {
        new Entry(tuple.getKeyNode()).flaw("a key is a text");
      }
      checkKeys(tuple.getValueNode(), seen);
    }
  }

  private Flaw at(int index, String message) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < index; i++) {
      column++;
      if (characters[i] == '\n') {
        line++;
        column = 1;
      }
    }
    return new Flaw(file, line, column, message);
  }

  /**
   * Where in the file a character of a scalar's value stands. YAML folds lines, drops their
   * indentation and unquotes, so both are walked side by side.
   */
  private int inText(ScalarNode scalar, int offset) {
    int[] value = scalar.getValue().codePoints().toArray();
    int at = scalar.getStartMark().getIndex();
    int end = Math.min(scalar.getEndMark().getIndex(), characters.length);
    boolean block =
        scalar.getScalarStyle() == ScalarStyle.FOLDED
            || scalar.getScalarStyle() == ScalarStyle.LITERAL;
    if (block) {
      while (at < end && characters[at] != '\n') {
        at++;
      }
      at = afterSpace(at, end);
    } else if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      at++;
    }
    for (int v = 0; v < offset && v < value.length && at < end; v++) {
      if (Character.isWhitespace(value[v])) {
        boolean run = v + 1 < value.length && Character.isWhitespace(value[v + 1]);
        boolean folded = afterSpace(at, end) > at && newline(at, afterSpace(at, end));
        at = folded ? (run ? at : afterSpace(at, end)) : at + 1;
        continue;
      }
      // A quote within quotes is written twice, or behind a backslash.
      while (at + 1 < end && characters[at] != value[v]) {
        at++;
      }
      boolean twice = scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED && value[v] == '\'';
      at += twice ? 2 : 1;
    }
    return at;
  }

  private int afterSpace(int from, int end) {
    int at = from;
    while (at < end && Character.isWhitespace(characters[at])) {
      at++;
    }
    return at;
  }

  private boolean newline(int from, int to) {
    for (int i = from; i < to; i++) {
      if (characters[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  record Span(int start, int end) {}

  /**
   * One value of the document. Asking it for what it is not notes a flaw and gives something empty.
   */
  final class Entry {
    private final Node node;

    private Entry(Node node) {
      this.node = node;
    }

    void flaw(String message) {
      Mark mark = node.getStartMark();
      flaws.add(new Flaw(file, mark.getLine() + 1, mark.getColumn() + 1, message));
    }

    /** Notes what CEL refuses, at its place in the file. */
    void flaw(CelIssue issue) {
      if (!(node instanceof ScalarNode scalar)) {
        flaw(issue.getMessage());
        return;
      }
      int line = issue.getSourceLocation().getLine();
      int offset = Math.max(issue.getSourceLocation().getColumn(), 0);
      for (String before : scalar.getValue().lines().limit(Math.max(line - 1, 0)).toList()) {
        offset += before.codePointCount(0, before.length()) + 1;
      }
      flaws.add(at(inText(scalar, offset), issue.getMessage().replace(" (in container '')", "")));
    }

    /** Whether it stands for something that is not there, which has been noted. */
    boolean isMissing() {
      return node.getTag().equals(MISSING);
    }

    /** Where it stands, for whatever goes wrong with it later. */
    Uncomputable.Place place() {
      Mark mark = node.getStartMark();
      return new Uncomputable.Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Where in the file it stands, in code points from its beginning. */
    Span span() {
      return new Span(node.getStartMark().getIndex(), node.getEndMark().getIndex());
    }

    String string() {
      if (node instanceof ScalarNode scalar) {
        return scalar.getValue();
      }
      flaw("a text is expected here");
      return "";
    }

    /** The value as YAML understands it: an Integer, a Boolean, a String. */
    Object scalar() {
      if (!(node instanceof ScalarNode scalar)) {
        return Map.of();
      }
      if (scalar.getTag().equals(Tag.INT) && WHOLE.matcher(scalar.getValue()).matches()) {
        return Integer.valueOf(scalar.getValue());
      }
      // YAML 1.1 takes yes, no, on and off for truth values too; whoever writes them is asked to
      // say what he means.
      boolean truth = scalar.getValue().equals("true") || scalar.getValue().equals("false");
      return scalar.getTag().equals(Tag.BOOL) && truth
          ? (Object) Boolean.valueOf(scalar.getValue())
          : scalar.getValue();
    }

    boolean flag(String key) {
      Entry entry = optional(key);
      if (entry == null) {
        return false;
      }
      if (!(entry.scalar() instanceof Boolean value)) {
        entry.flaw("'" + key + "' is true or false");
        return false;
      }
      return value;
    }

    /** Notes every key that is not among these. */
    void keys(String... allowed) {
      Set<String> known = Set.of(allowed);
      if (!(node instanceof MappingNode mapping)) {
        flaw("a map is expected here, with " + String.join(", ", allowed));
        return;
      }
      for (NodeTuple tuple : mapping.getValue()) {
        if (!(tuple.getKeyNode() instanceof ScalarNode)) {
          continue;
        }
        var key = new Entry(tuple.getKeyNode());
        if (tuple.getValueNode() instanceof ScalarNode value && value.getValue().isBlank()) {
          key.flaw("'" + key.string() + "' is empty");
        }
        if (!known.contains(key.string())) {
          key.flaw(
              "unknown key '"
                  + key.string()
                  + "'; known here: "
                  + String.join(", ", Arrays.stream(allowed).sorted().toList()));
        }
      }
    }

    Entry required(String key) {
      Entry entry = optional(key);
      if (entry != null && !entry.isBlank()) {
        return entry;
      }
      if (entry == null && node instanceof MappingNode) {
        flaw("'" + key + "' is missing");
      }
      return new Entry(
          new ScalarNode(MISSING, "", node.getStartMark(), node.getEndMark(), ScalarStyle.PLAIN));
    }

    private boolean isBlank() {
      return node instanceof ScalarNode scalar && scalar.getValue().isBlank();
    }

    @Nullable Entry optional(String key) {
      return entries().get(key);
    }

    /** The map under a key; empty if there is none. */
    Map<String, Entry> map(String key) {
      Entry entry = optional(key);
      if (entry == null) {
        return Map.of();
      }
      if (!(entry.node instanceof MappingNode) && !entry.isMissing()) {
        entry.flaw("'" + key + "' is a map");
      }
      return entry.entries();
    }

    /** The list under a key; empty if there is none. */
    List<Entry> list(String key) {
      Entry entry = optional(key);
      return entry == null ? List.of() : entry.items();
    }

    Map<String, Entry> entries() {
      var entries = new LinkedHashMap<String, Entry>();
      if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            entries.put(key.getValue(), new Entry(tuple.getValueNode()));
          }
        }
      }
      return entries;
    }

    List<Entry> items() {
      if (isMissing()) {
        return List.of();
      }
      if (node instanceof SequenceNode sequence) {
        return sequence.getValue().stream().map(Entry::new).toList();
      }
      flaw("a list is expected here");
      return List.of();
    }
  }
}
