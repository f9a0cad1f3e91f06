package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** README's graph of the stages says what the regulation file says. */
class ReadmeTests {
  private static final Pattern FRAME = Pattern.compile("subgraph ([a-z-]+)\\[.*");
  private static final Pattern NODE = Pattern.compile("([a-z-]+)[(\\[]+\"(.*)\"[)\\]]+");
  private static final Pattern ARROW = Pattern.compile("([a-z-]+) --> ([a-z-]+)");

  private final Regulation regulation = RegulationFixture.regulation(RegulationFixture.MOSCOW);
  private final Graph drawn = Graph.inReadme();

  @Test
  void itsArrowsAreExactlyTheWaysBetweenStagesThatADealCanTake() {
    Set<String> barred = barredBeyondTheReturn();
    Set<String> ways = new TreeSet<>();
    for (Stage stage : stages()) {
      for (StageId from : stage.from()) {
        boolean never =
            barred.contains(stage.id().toString())
                && regulation.stage(from).orElseThrow().irreversible();
        if (!never) {
          ways.add(node(from) + " --> " + node(stage.id()));
        }
      }
    }
    assertThat(drawn.arrows()).isEqualTo(ways);
  }

  @Test
  void itsNodesAreTheStagesUnderTheirNames() {
    Map<String, String> names = new LinkedHashMap<>();
    for (Pipeline pipeline : regulation.pipelines()) {
      boolean start = pipeline.id().equals(regulation.start().pipeline());
      pipeline.stages().forEach(stage -> names.put(node(stage.id()), stage.name().ru()));
      if (!start) {
        names.put(
            pipeline.id(), pipeline.name().ru() + ", " + pipeline.stages().size() + " месяцев");
      }
    }
    Map<String, String> written = new LinkedHashMap<>();
    names.forEach((node, name) -> written.put(node, name + "<br/>" + node));
    assertThat(drawn.nodes()).containsExactlyInAnyOrderEntriesOf(written);
  }

  @Test
  void itsFramesAreTheOpenStagesAndTheTwoSidesOfThePointOfNoReturn() {
    List<Stage> open =
        stages().stream()
            .filter(stage -> stage.status() == Rulebook.Status.OPEN)
            .filter(stage -> stage.id().pipeline().equals(regulation.start().pipeline()))
            .toList();
    assertThat(drawn.members("open")).isEqualTo(nodes(open));
    assertThat(drawn.members("beyond"))
        .isEqualTo(nodes(open.stream().filter(Stage::irreversible).toList()));
    assertThat(drawn.members("before"))
        .isEqualTo(nodes(open.stream().filter(stage -> !stage.irreversible()).toList()));
  }

  private List<Stage> stages() {
    return regulation.pipelines().stream().flatMap(pipeline -> pipeline.stages().stream()).toList();
  }

  /** Stages that a deal which has passed the point of no return cannot enter (IRR-1). */
  private Set<String> barredBeyondTheReturn() {
    return regulation.book().guards().stream()
        .filter(guard -> guard.rule().equals("IRR-1"))
        .flatMap(guard -> guard.at().stream())
        .collect(Collectors.toSet());
  }

  /** A stage of the pipeline where deals begin; any other pipeline is drawn as one node. */
  private String node(StageId stage) {
    return stage.pipeline().equals(regulation.start().pipeline())
        ? stage.stage()
        : stage.pipeline();
  }

  private Set<String> nodes(List<Stage> stages) {
    return stages.stream()
        .map(stage -> node(stage.id()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * @param nodes what stands in a node, by its name
   * @param frames the names in a frame, be they of nodes or of frames
   */
  private record Graph(
      Map<String, String> nodes, Map<String, Set<String>> frames, List<String> lines) {
    static Graph inReadme() {
      String readme = read();
      int begin = readme.indexOf("```mermaid");
      List<String> lines =
          readme
              .substring(begin, readme.indexOf("```", begin + 3))
              .lines()
              .map(String::strip)
              .toList();
      Map<String, String> nodes = new LinkedHashMap<>();
      Map<String, Set<String>> frames = new LinkedHashMap<>();
      Deque<String> around = new ArrayDeque<>();
      for (String line : lines) {
        Matcher frame = FRAME.matcher(line);
        Matcher node = NODE.matcher(line);
        if (frame.matches()) {
          inside(around, frames, frame.group(1));
          around.push(frame.group(1));
        } else if (node.matches()) {
          inside(around, frames, node.group(1));
          nodes.put(node.group(1), node.group(2));
        } else if (line.equals("end")) {
          around.pop();
        }
      }
      return new Graph(nodes, frames, lines);
    }

    private static void inside(Deque<String> around, Map<String, Set<String>> frames, String name) {
      if (!around.isEmpty()) {
        frames.computeIfAbsent(around.getFirst(), key -> new LinkedHashSet<>()).add(name);
      }
    }

    private static String read() {
      try {
        return Files.readString(Path.of("README.md"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** The nodes a frame holds, however deep; a node holds itself. */
    Set<String> members(String name) {
      Set<String> members = new TreeSet<>();
      Set<String> inside = frames.get(name);
      if (inside == null) {
        members.add(name);
      } else {
        inside.forEach(each -> members.addAll(members(each)));
      }
      return members;
    }

    /**
     * The arrows between nodes, those of frames resolved; from a node to itself only if it says so.
     */
    Set<String> arrows() {
      Set<String> arrows = new TreeSet<>();
      for (String line : lines) {
        Matcher arrow = ARROW.matcher(line);
        if (arrow.matches()) {
          for (String from : members(arrow.group(1))) {
            members(arrow.group(2)).forEach(to -> arrows.add(from + " --> " + to));
          }
        }
      }
      return arrows;
    }
  }
}
