package app.zamer.editions;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Clause;
import app.zamer.regulation.Rulebook.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What another edition would change, for people to read before it is in force.
 *
 * @param parameters those whose values differ
 * @param added ids of clauses and stages that only the other has
 * @param removed ids of clauses and stages that only the present one has
 * @param worded ids of clauses whose title or text differs
 * @param lines the lines of the files that differ, with some around them
 */
public record EditionDifference(
    List<Value> parameters,
    List<String> added,
    List<String> removed,
    List<String> worded,
    List<Line> lines) {
  private static final int AROUND = 2;
  // of more the table below would be too large; they are then shown as wholly different
  private static final int MOST = 5000;

  /**
   * @param before null if only the other edition has it
   * @param after null if only the present one has it
   */
  public record Value(String name, @Nullable Object before, @Nullable Object after) {}

  /**
   * @param kind {@code +} only in the other, {@code -} only in the present one, {@code ~} lines
   *     left out here, or a space
   * @param number of the line in the file it is in, from 1; 0 for lines left out
   */
  public record Line(char kind, int number, String text) {}

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  static EditionDifference between(
      Regulation before, String textBefore, Regulation after, String textAfter) {
    Map<String, Clause> old = byId(before);
    List<String> worded =
        after.clauses().stream()
            .filter(clause -> old.containsKey(clause.id()) && !clause.equals(old.get(clause.id())))
            .map(Clause::id)
            .toList();
    Set<String> names = new LinkedHashSet<>(before.parameters().keySet());
    names.addAll(after.parameters().keySet());
    List<Value> values =
        names.stream()
            .map(
                name ->
                    new Value(name, before.parameters().get(name), after.parameters().get(name)))
            .filter(value -> !Objects.equals(value.before(), value.after()))
            .toList();
    return new EditionDifference(
        values,
        without(parts(after), parts(before)),
        without(parts(before), parts(after)),
        worded,
        shortened(lines(textBefore.lines().toList(), textAfter.lines().toList())));
  }

  private static Map<String, Clause> byId(Regulation regulation) {
    return regulation.clauses().stream().collect(Collectors.toMap(Clause::id, Function.identity()));
  }

  private static Set<String> parts(Regulation regulation) {
    Set<String> parts = new LinkedHashSet<>();
    regulation.clauses().forEach(clause -> parts.add(clause.id()));
    regulation.pipelines().stream()
        .flatMap(pipeline -> pipeline.stages().stream())
        .map(Stage::id)
        .forEach(id -> parts.add(id.toString()));
    return parts;
  }

  private static List<String> without(Set<String> all, Set<String> some) {
    return all.stream().filter(part -> !some.contains(part)).toList();
  }

  /**
   * The longest common subsequence of what is left when equal beginnings and ends are set aside.
   */
  private static List<Line> lines(List<String> before, List<String> after) {
    int begin = 0;
    while (begin < Math.min(before.size(), after.size())
        && before.get(begin).equals(after.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < Math.min(before.size(), after.size()) - begin
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < begin; i++) {
      lines.add(new Line(' ', i + 1, after.get(i)));
    }
    middle(before, begin, before.size() - end, after, begin, after.size() - end, lines);
    for (int i = after.size() - end; i < after.size(); i++) {
      lines.add(new Line(' ', i + 1, after.get(i)));
    }
    return lines;
  }

  private static void middle(
      List<String> before, int b, int bEnd, List<String> after, int a, int aEnd, List<Line> lines) {
    int rows = bEnd - b;
    int columns = aEnd - a;
    boolean compared = rows <= MOST && columns <= MOST;
    int[][] common = new int[compared ? rows + 1 : 1][compared ? columns + 1 : 1];
    if (compared) {
      for (int i = rows - 1; i >= 0; i--) {
        for (int j = columns - 1; j >= 0; j--) {
          common[i][j] =
              before.get(b + i).equals(after.get(a + j))
                  ? common[i + 1][j + 1] + 1
                  : Math.max(common[i + 1][j], common[i][j + 1]);
        }
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      boolean same =
          compared && i < rows && j < columns && before.get(b + i).equals(after.get(a + j));
      if (same) {
        lines.add(new Line(' ', a + j + 1, after.get(a + j)));
        i++;
        j++;
      } else if (i < rows && (j >= columns || !compared || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', b + i + 1, before.get(b + i)));
        i++;
      } else {
        lines.add(new Line('+', a + j + 1, after.get(a + j)));
        j++;
      }
    }
  }

  /** Only what differs, and some lines around it. */
  private static List<Line> shortened(List<Line> all) {
    boolean[] shown = new boolean[all.size()];
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).kind() != ' ') {
        for (int near = Math.max(0, i - AROUND);
            near <= Math.min(all.size() - 1, i + AROUND);
            near++) {
          shown[near] = true;
        }
      }
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (shown[i]) {
        if (!lines.isEmpty() && !shown[i - 1]) {
          lines.add(new Line('~', 0, ""));
        }
        lines.add(all.get(i));
      }
    }
    return lines;
  }
}
