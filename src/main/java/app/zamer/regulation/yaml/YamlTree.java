package app.zamer.regulation.yaml;

import dev.cel.common.CelIssue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML document whose every part knows its place, and which collects what is wrong with it. */
final class YamlTree {
  private final String file;
  private final List<String> lines;
  private final List<Flaw> flaws = new ArrayList<>();
  private final @Nullable Entry root;

  YamlTree(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
    this.root = compose(text);
  }

  /** The document; null if it is not YAML at all or empty. */
  @Nullable Entry root() {
    return root;
  }

  /** Everything found wrong, in the order of the file. */
  List<Flaw> flaws() {
    return flaws.stream().distinct().sorted(Comparator.comparingInt(Flaw::line).thenComparingInt(Flaw::column)).toList();
  }

  private @Nullable Entry compose(String text) {
    try {
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (node == null) {
        flaws.add(new Flaw(file, 1, 1, "the file is empty"));
        return null;
      }
      return new Entry(node);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      flaws.add(new Flaw(file, mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, String.valueOf(e.getProblem())));
      return null;
    }
  }

  /** One value of the document. Asking it for what it is not notes a flaw and gives something empty. */
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
      int line = Math.max(issue.getSourceLocation().getLine(), 1);
      int column = Math.max(issue.getSourceLocation().getColumn(), 0);
      Mark start = node.getStartMark();
      if (node instanceof ScalarNode scalar && (scalar.getScalarStyle() == ScalarStyle.FOLDED || scalar.getScalarStyle() == ScalarStyle.LITERAL)) {
        flaws.add(inBlock(start.getLine() + 1, line, column, issue.getMessage()));
        return;
      }
      int quote = node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN ? 1 : 0;
      flaws.add(new Flaw(file, start.getLine() + line, start.getColumn() + quote + column + 1, issue.getMessage()));
    }

    /** A folded block is one line to CEL; its lines in the file are found by walking them. */
    private Flaw inBlock(int firstLine, int line, int column, String message) {
      int at = firstLine + line - 1;
      int left = column;
      while (at + 1 < lines.size() && left > lines.get(at).strip().length()) {
        left -= lines.get(at).strip().length() + 1;
        at++;
      }
      int indent = lines.get(at).length() - lines.get(at).stripLeading().length();
      return new Flaw(file, at + 1, indent + Math.max(left, 0) + 1, message);
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
      if (scalar.getTag().equals(Tag.INT)) {
        return Integer.valueOf(scalar.getValue());
      }
      return scalar.getTag().equals(Tag.BOOL) ? (Object) Boolean.valueOf(scalar.getValue()) : scalar.getValue();
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
        var key = new Entry(tuple.getKeyNode());
        if (!known.contains(key.string())) {
          key.flaw("unknown key '" + key.string() + "'; known here: " + String.join(", ", Arrays.stream(allowed).sorted().toList()));
        }
      }
    }

    Entry required(String key) {
      Entry entry = optional(key);
      if (entry == null) {
        flaw("'" + key + "' is missing");
        return new Entry(new ScalarNode(Tag.STR, "", node.getStartMark(), node.getEndMark(), ScalarStyle.PLAIN));
      }
      return entry;
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
      if (!(entry.node instanceof MappingNode)) {
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
      if (node instanceof SequenceNode sequence) {
        return sequence.getValue().stream().map(Entry::new).toList();
      }
      flaw("a list is expected here");
      return List.of();
    }
  }
}
