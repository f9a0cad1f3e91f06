package app.zamer.editions;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The stages and the ways between them, laid out to be drawn: stages one below the other, a lane
 * for every pipeline. From each stage a wire leads to the right; a dot on it is a way along the
 * upright line there to where its arrow points. Stages that are reached from the same ones share a
 * line, so there are never more lines than stages.
 */
public record StageGraph(
    int width, int height, List<Lane> lanes, List<Node> nodes, List<Line> lines) {
  private static final int MARGIN = 12;
  private static final int LANE_HEAD = 30;
  private static final int NODE_WIDTH = 212;
  private static final int NODE_HEIGHT = 38;
  private static final int PITCH = 50;
  private static final int FIRST_LINE = 40;
  private static final int LINE_PITCH = 28;
  private static final int WIRE = 26;
  private static final int ARROW = 12;
  // months of a year are worth one box, two or three stages are better seen
  private static final int MANY = 4;

  /** A pipeline; {@code y} and the others in pixels, as everywhere here. */
  public record Lane(Text name, int y, int height) {}

  /**
   * One stage, or all those of a pipeline that have the same ways.
   *
   * @param key its name within this drawing, fit for an id of HTML
   * @param kind how it is drawn: {@code open}, {@code beyond} the point of no return, {@code won},
   *     {@code lost}
   * @param from keys of the nodes where a deal can come from, {@code key} itself if it can stay
   * @param to keys of the nodes where a deal can go
   * @param wire how far its wire leads
   */
  public record Node(
      String key,
      Text name,
      List<StageId> stages,
      String kind,
      int x,
      int y,
      int wire,
      Set<String> from,
      Set<String> to) {
    public int width() {
      return NODE_WIDTH;
    }

    public int height() {
      return NODE_HEIGHT;
    }

    public int right() {
      return x + NODE_WIDTH;
    }

    /** Where its wire leaves. */
    public int out() {
      return y + WIRE;
    }

    /** Where the arrow comes in. */
    public int in() {
      return y + ARROW;
    }
  }

  /**
   * An upright line.
   *
   * @param from keys of the nodes that have a dot on it
   * @param to keys of the nodes that it leads to
   * @param dots how high the dots stand
   * @param arrows how high the arrows leave
   */
  public record Line(
      int x,
      int top,
      int bottom,
      String kind,
      Set<String> from,
      Set<String> to,
      List<Integer> dots,
      List<Integer> arrows) {}

  private record Draft(
      String key, Text name, List<Stage> stages, Set<String> from, Set<String> to) {
    String kind(String home) {
      Stage first = stages.getFirst();
      if (first.status() != Status.OPEN) {
        return first.status() == Status.WON ? "won" : "lost";
      }
      if (!first.id().pipeline().equals(home)) {
        return "aside";
      }
      return first.irreversible() ? "beyond" : "open";
    }
  }

  static StageGraph of(Regulation regulation) {
    Map<StageId, Set<StageId>> ways = regulation.ways();
    Map<StageId, String> keys = new HashMap<>();
    Map<String, List<Draft>> lanes = new LinkedHashMap<>();
    for (Pipeline pipeline : regulation.pipelines()) {
      List<Draft> drafts = new ArrayList<>();
      if (pipeline.stages().size() >= MANY && alike(pipeline, ways)) {
        drafts.add(draft(pipeline));
      } else {
        pipeline.stages().forEach(stage -> drafts.add(draft(stage)));
      }
      drafts.forEach(draft -> draft.stages().forEach(stage -> keys.put(stage.id(), draft.key())));
      lanes.put(pipeline.id(), drafts);
    }
    List<Draft> all = lanes.values().stream().flatMap(List::stream).toList();
    Map<String, Draft> byKey = new LinkedHashMap<>();
    all.forEach(draft -> byKey.put(draft.key(), draft));
    for (Draft draft : all) {
      for (Stage stage : draft.stages()) {
        for (StageId from : ways.getOrDefault(stage.id(), Set.of())) {
          Draft before = byKey.get(keys.get(from));
          if (before != null) {
            draft.from().add(before.key());
            before.to().add(draft.key());
          }
        }
      }
    }
    return laidOut(regulation, lanes, byKey);
  }

  private static StageGraph laidOut(
      Regulation regulation, Map<String, List<Draft>> lanes, Map<String, Draft> drafts) {
    String home = regulation.start().pipeline();
    Map<String, Integer> heights = new HashMap<>();
    List<Lane> drawn = new ArrayList<>();
    int y = MARGIN;
    for (Pipeline pipeline : regulation.pipelines()) {
      int top = y;
      y += LANE_HEAD;
      for (Draft draft : lanes.getOrDefault(pipeline.id(), List.of())) {
        heights.put(draft.key(), y);
        y += PITCH;
      }
      drawn.add(new Lane(pipeline.name(), top, y - top));
      y += MARGIN;
    }
    List<Line> lines = lines(drafts, heights, home);
    List<Node> nodes =
        drafts.values().stream()
            .map(
                draft ->
                    new Node(
                        draft.key(),
                        draft.name(),
                        draft.stages().stream().map(Stage::id).toList(),
                        draft.kind(home),
                        MARGIN * 2,
                        height(heights, draft.key()),
                        lines.stream()
                            .filter(line -> line.from().contains(draft.key()))
                            .mapToInt(Line::x)
                            .max()
                            .orElse(0),
                        draft.from(),
                        draft.to()))
            .toList();
    int width =
        MARGIN * 3 + NODE_WIDTH + FIRST_LINE + LINE_PITCH * Math.max(0, lines.size() - 1) + MARGIN;
    return new StageGraph(width, y, List.copyOf(drawn), nodes, lines);
  }

  private static List<Line> lines(
      Map<String, Draft> drafts, Map<String, Integer> heights, String home) {
    List<List<Draft>> bundles = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      if (others(draft).isEmpty()) {
        continue;
      }
      bundles.stream()
          .filter(bundle -> bundle.stream().allMatch(other -> together(draft, other, home)))
          .findFirst()
          .ifPresentOrElse(
              bundle -> bundle.add(draft), () -> bundles.add(new ArrayList<>(List.of(draft))));
    }
    record Span(List<Draft> to, Set<String> from, int top, int bottom) {}
    List<Span> spans =
        bundles.stream()
            .map(
                bundle -> {
                  Set<String> from = new LinkedHashSet<>();
                  bundle.forEach(draft -> from.addAll(others(draft)));
                  List<Integer> ends = new ArrayList<>();
                  from.forEach(key -> ends.add(height(heights, key) + WIRE));
                  bundle.forEach(draft -> ends.add(height(heights, draft.key()) + ARROW));
                  return new Span(
                      bundle,
                      from,
                      ends.stream().min(Comparator.naturalOrder()).orElse(0),
                      ends.stream().max(Comparator.naturalOrder()).orElse(0));
                })
            // short ones beside the stages, so that they cross as little as can be
            .sorted(Comparator.comparingInt(span -> span.bottom() - span.top()))
            .toList();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      lines.add(
          new Line(
              MARGIN * 2 + NODE_WIDTH + FIRST_LINE + i * LINE_PITCH,
              span.top(),
              span.bottom(),
              span.to().getFirst().kind(home),
              span.from(),
              span.to().stream()
                  .map(Draft::key)
                  .collect(Collectors.toCollection(LinkedHashSet::new)),
              span.from().stream().map(key -> height(heights, key) + WIRE).toList(),
              span.to().stream().map(draft -> height(heights, draft.key()) + ARROW).toList()));
    }
    return lines;
  }

  private static int height(Map<String, Integer> heights, String key) {
    return heights.getOrDefault(key, 0);
  }

  private static Set<String> others(Draft draft) {
    Set<String> others = new LinkedHashSet<>(draft.from());
    others.remove(draft.key());
    return others;
  }

  /** Whether one line may lead to both: a way on it to one is a way to the other. */
  private static boolean together(Draft one, Draft other, String home) {
    Set<String> first = new TreeSet<>(one.from());
    Set<String> second = new TreeSet<>(other.from());
    boolean between = first.contains(other.key()) == second.contains(one.key());
    Set<String> both = Set.of(one.key(), other.key());
    first.removeAll(both);
    second.removeAll(both);
    return between && first.equals(second) && one.kind(home).equals(other.kind(home));
  }

  /** Whether all stages of a pipeline have the same ways from elsewhere and to elsewhere. */
  private static boolean alike(Pipeline pipeline, Map<StageId, Set<StageId>> ways) {
    Set<StageId> own = pipeline.stages().stream().map(Stage::id).collect(Collectors.toSet());
    long comingIn =
        own.stream()
            .map(
                stage ->
                    ways.getOrDefault(stage, Set.of()).stream()
                        .filter(from -> !own.contains(from))
                        .collect(Collectors.toSet()))
            .distinct()
            .count();
    boolean goingOut =
        ways.entrySet().stream()
            .filter(way -> !own.contains(way.getKey()))
            .allMatch(
                way ->
                    way.getValue().containsAll(own)
                        || own.stream().noneMatch(way.getValue()::contains));
    return comingIn == 1 && goingOut;
  }

  private static Draft draft(Stage stage) {
    return new Draft(
        "stage-" + stage.id().pipeline() + "-" + stage.id().stage(),
        stage.name(),
        List.of(stage),
        new LinkedHashSet<>(),
        new LinkedHashSet<>());
  }

  private static Draft draft(Pipeline pipeline) {
    Text first = pipeline.stages().getFirst().name();
    Text last = pipeline.stages().getLast().name();
    return new Draft(
        "stage-" + pipeline.id(),
        new Text(first.ru() + " … " + last.ru(), first.en() + " … " + last.en()),
        pipeline.stages(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>());
  }

  /** The node with this key. */
  public Node node(String key) {
    return nodes.stream().filter(node -> node.key().equals(key)).findFirst().orElseThrow();
  }
}
