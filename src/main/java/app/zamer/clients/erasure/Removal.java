package app.zamer.clients.erasure;

import app.zamer.clients.erasure.DeclaredTable.Said;
import app.zamer.regulation.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the removal of a client's data does: made once, shown in the preview and carried out as it
 * stands.
 */
public final class Removal {
  private final List<Step> steps = new ArrayList<>();
  private final Map<Said, Long> counts = new LinkedHashMap<>();
  private final List<Kept> kept = new ArrayList<>();

  /** A statement with its parameters. */
  record Step(String sql, Map<String, @Nullable Object> parameters) {}

  /**
   * @param count how many there are
   * @param by what stands there afterwards; null if nothing does
   */
  public record Replacement(Text what, long count, @Nullable Text by) {}

  /**
   * What stays.
   *
   * @param why which law or need keeps it
   */
  public record Kept(Text what, long count, Text why) {}

  void add(String sql, Map<String, @Nullable Object> parameters) {
    steps.add(new Step(sql, parameters));
  }

  void count(Said said, long rows) {
    if (rows > 0) counts.merge(said, rows, Long::sum);
  }

  void keep(Kept what) {
    if (what.count() > 0) kept.add(what);
  }

  List<Step> steps() {
    return steps;
  }

  /** What is replaced, and how many of each; what there is none of is left out. */
  public List<Replacement> replacements() {
    return counts.entrySet().stream()
        .map(one -> new Replacement(one.getKey().what(), one.getValue(), one.getKey().by()))
        .toList();
  }

  public List<Kept> kept() {
    return kept;
  }
}
