package app.zamer.editions;

import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Clause;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Workings;
import app.zamer.web.Messages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A regulation as people read it on its page, in the language of the request. What the page has no
 * word for — a right or a parameter that a company has added to its file — stands there under its
 * own name.
 */
public final class RegulationWords {
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

  private final Regulation regulation;

  RegulationWords(Regulation regulation) {
    this.regulation = regulation;
  }

  /** The clauses by the first part of their ids, in the order of the file. */
  public Map<String, List<Clause>> groups() {
    Map<String, List<Clause>> groups = new LinkedHashMap<>();
    for (Clause clause : regulation.clauses()) {
      groups
          .computeIfAbsent(clause.id().replaceFirst("-.*", ""), key -> new ArrayList<>())
          .add(clause);
    }
    return groups;
  }

  public String group(String id) {
    return word("regulation.group." + id, id);
  }

  public Workings workings(String rule) {
    return regulation.workings(rule);
  }

  public List<Workings.Demand> demands(StageGraph.Node node) {
    return regulation.demands(node.stages().getFirst());
  }

  /** The clause that rules the entry to a stage. */
  public String entry(StageGraph.Node node) {
    return regulation.stage(node.stages().getFirst()).map(Stage::entry).orElse("");
  }

  public String say(Text text) {
    return text.in(Messages.language());
  }

  public String stage(StageId id) {
    return regulation.stage(id).map(stage -> say(stage.name())).orElse(id.toString());
  }

  /** Stages and actions in words; a pipeline's name stands for all its stages. */
  public List<String> places(Collection<String> at) {
    List<String> places = new ArrayList<>();
    Set<String> rest = new TreeSet<>(at);
    for (Pipeline pipeline : regulation.pipelines()) {
      List<String> all = pipeline.stages().stream().map(stage -> stage.id().toString()).toList();
      if (all.size() > 1 && rest.containsAll(all)) {
        places.add("«" + say(pipeline.name()) + "»");
        rest.removeAll(all);
      }
      for (Stage stage : pipeline.stages()) {
        if (rest.remove(stage.id().toString())) {
          places.add("«" + say(stage.name()) + "»");
        }
      }
    }
    rest.forEach(action -> places.add(right(action)));
    return places;
  }

  public String stages(List<StageId> stages) {
    return String.join(", ", places(stages.stream().map(StageId::toString).toList()));
  }

  /** Names of the nodes of the graph, in the order in which they are drawn. */
  public String nodes(StageGraph graph, Set<String> keys) {
    return graph.nodes().stream()
        .filter(node -> keys.contains(node.key()))
        .map(node -> node.stages().size() == 1 ? say(node.name()) : stages(node.stages()))
        .collect(Collectors.joining(", "));
  }

  public String role(String id) {
    return word("role." + id, id);
  }

  public String right(String id) {
    return word("regulation.right." + id, id);
  }

  public String scope(Scope scope) {
    return Messages.get("regulation.scope." + scope.name().toLowerCase(Locale.ROOT));
  }

  public Map<String, Map<String, Scope>> rights() {
    return regulation.rights();
  }

  /** Every role that has any right, in the order in which the company lists them. */
  public List<String> roles() {
    return regulation.rights().values().stream()
        .flatMap(scopes -> scopes.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  public Set<String> parameters() {
    return regulation.parameters().keySet();
  }

  public String parameter(String name) {
    return word("regulation.parameter." + name, name);
  }

  /** The present value of a parameter. */
  public String value(String name) {
    return shown(regulation.parameters().get(name));
  }

  /**
   * What kind of input asks for a parameter: {@code number}, {@code time}, {@code yes}, {@code
   * text}.
   */
  public String input(String name) {
    return switch (regulation.parameters().get(name)) {
      case Integer _ -> "number";
      case Boolean _ -> "yes";
      case String text when isTime(text) -> "time";
      case null, default -> "text";
    };
  }

  static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  /** A value of an edition, this one or another. */
  public String shown(@Nullable Object value) {
    return switch (value) {
      case Boolean truth -> Messages.get(truth ? "regulation.yes" : "regulation.no");
      case null -> "—";
      default -> value.toString();
    };
  }

  /** The clauses that look at a parameter. */
  public List<String> clausesOf(String parameter) {
    return regulation.clauses().stream()
        .map(Clause::id)
        .filter(id -> regulation.workings(id).parameters().contains(parameter))
        .toList();
  }

  /** The parameters a clause looks at that do not stand beside one of its tasks already. */
  public List<String> unsaid(Workings workings) {
    return workings.parameters().stream()
        .filter(
            name -> workings.tasks().stream().noneMatch(task -> task.parameters().contains(name)))
        .toList();
  }

  public boolean isDeadline(Workings.Task task) {
    return task.kind() == Obligation.Kind.DEADLINE;
  }

  public String version() {
    return regulation.version();
  }

  private static String word(String key, String otherwise) {
    try {
      return Messages.get(key);
    } catch (MissingResourceException e) {
      return otherwise;
    }
  }
}
