package app.zamer.regulation.yaml;

import app.zamer.regulation.DealField;
import app.zamer.regulation.Expression;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook;
import app.zamer.regulation.Rulebook.Clause;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Rulebook.Effect;
import app.zamer.regulation.Rulebook.Guard;
import app.zamer.regulation.Rulebook.NextStep;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Rulebook.Settlement;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A regulation file: YAML with CEL expressions. Reading it finds every error at once — unknown keys, missing texts, stages
 * that don't exist, expressions of the wrong type — each with its place.
 */
public final class RegulationFile {
  private final YamlTree tree;
  private final ZoneId zone;
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final Set<StageId> stages = new LinkedHashSet<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Map<String, Text> fields = new LinkedHashMap<>();
  private final List<Clause> clauses = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();
  private final List<Duty> duties = new ArrayList<>();
  private final List<NextStep> steps = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<String, Map<String, Scope>> rights = new LinkedHashMap<>();
  private final Set<String> actions = new LinkedHashSet<>(Set.of("deal.edit"));

  private RegulationFile(YamlTree tree, ZoneId zone) {
    this.tree = tree;
    this.zone = zone;
  }

  /**
   * Reads and compiles a regulation.
   *
   * @param file how errors call the file
   * @param text what it says
   * @param zone the company's time zone
   */
  public static Reading read(String file, String text, ZoneId zone) {
    var tree = new YamlTree(file, text);
    var root = tree.root();
    if (root == null) {
      return new Reading.Broken(tree.flaws());
    }
    Rulebook book = new RegulationFile(tree, zone).rulebook(root, text);
    return tree.flaws().isEmpty() ? new Reading.Sound(new Regulation(book)) : new Reading.Broken(tree.flaws());
  }

  private Rulebook rulebook(YamlTree.Entry root, String text) {
    root.keys("version", "parameters", "fields", "pipelines", "start", "definitions", "clauses", "effects", "rights");
    root.map("parameters").forEach((name, value) -> parameters.put(name, parameter(value)));
    root.map("fields").forEach((name, label) -> fields.put(name, text(label)));
    root.map("pipelines").forEach((id, pipeline) -> stagesOf(id, pipeline));
    root.map("pipelines").forEach(this::pipeline);
    root.map("rights").forEach((right, roles) -> rights.put(right, scopes(roles)));
    actions.addAll(rights.keySet());
    Expressions expressions = expressions(root);
    Map<String, YamlTree.Entry> texts = root.map("clauses");
    texts.forEach((id, clause) -> clause(id, clause, texts, expressions));
    root.list("effects").forEach(effect -> effect(effect, expressions));
    StageId start = stage(root.required("start"));
    checkEntries(root);
    return new Rulebook(
        root.required("version").string() + "-" + digest(text),
        zone,
        Map.copyOf(parameters),
        Map.copyOf(fields),
        List.copyOf(pipelines),
        start,
        List.copyOf(clauses),
        List.copyOf(guards),
        List.copyOf(duties),
        List.copyOf(steps),
        List.copyOf(settlements),
        List.copyOf(effects),
        Map.copyOf(rights));
  }

  private Expressions expressions(YamlTree.Entry root) {
    Collection<StageId> open = new ArrayList<>();
    Collection<StageId> irreversible = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      for (Stage stage : pipeline.stages()) {
        if (stage.status() == Status.OPEN) {
          open.add(stage.id());
        }
        if (stage.irreversible()) {
          irreversible.add(stage.id());
        }
      }
    }
    var vocabulary = new Vocabulary(zone, Set.copyOf(open), irreversible);
    parameters.forEach(
        (name, value) -> {
          Object constant = value instanceof Integer number ? Long.valueOf(number) : value;
          vocabulary.word("param." + name, typeOf(value), question -> constant);
        });
    var expressions = new Expressions(vocabulary, zone);
    root.map("definitions")
        .forEach(
            (name, source) -> {
              try {
                expressions.define(name, source.string());
              } catch (Expressions.Refused e) {
                e.issues().forEach(issue -> source.flaw(issue));
              }
            });
    return expressions;
  }

  private Object parameter(YamlTree.Entry value) {
    Object scalar = value.scalar();
    if (scalar instanceof Integer || scalar instanceof Boolean || scalar instanceof String) {
      return scalar;
    }
    value.flaw("a parameter is a whole number, true or false, or a text");
    return "";
  }

  private static CelType typeOf(Object value) {
    return value instanceof Integer ? SimpleType.INT : value instanceof Boolean ? SimpleType.BOOL : SimpleType.STRING;
  }

  private void stagesOf(String id, YamlTree.Entry pipeline) {
    pipeline.map("stages").keySet().forEach(stage -> stages.add(new StageId(id, stage)));
  }

  private void pipeline(String id, YamlTree.Entry pipeline) {
    pipeline.keys("name", "entry", "stages");
    var read = new ArrayList<Stage>();
    YamlTree.Entry common = pipeline.optional("entry");
    pipeline
        .map("stages")
        .forEach(
            (name, stage) -> {
              stage.keys("name", "status", "irreversible", "entry");
              var stageId = new StageId(id, name);
              YamlTree.Entry own = stage.optional("entry");
              YamlTree.Entry entry = own != null ? own : common;
              if (entry == null) {
                stage.flaw("'entry' is missing: which clause says how a deal gets here, and from where");
                return;
              }
              entry.keys("clause", "from", "again");
              Set<StageId> from = new LinkedHashSet<>();
              entry.required("from").items().forEach(pattern -> from.addAll(stages(pattern)));
              if (!entry.flag("again")) {
                from.remove(stageId);
              }
              read.add(
                  new Stage(
                      stageId,
                      text(stage.required("name")),
                      status(stage.optional("status")),
                      stage.flag("irreversible"),
                      entry.required("clause").string(),
                      Set.copyOf(from)));
            });
    pipelines.add(new Pipeline(id, text(pipeline.required("name")), List.copyOf(read)));
  }

  private static Status status(YamlTree.@Nullable Entry entry) {
    if (entry == null) {
      return Status.OPEN;
    }
    return switch (entry.string()) {
      case "open" -> Status.OPEN;
      case "won" -> Status.WON;
      case "lost" -> Status.LOST;
      default -> {
        entry.flaw("a status is open, won or lost");
        yield Status.OPEN;
      }
    };
  }

  private void clause(String id, YamlTree.Entry clause, Map<String, YamlTree.Entry> all, Expressions expressions) {
    YamlTree.Entry same = clause.optional("same");
    if (same != null) {
      clause.keys("same", "at");
      YamlTree.Entry original = all.get(same.string());
      if (original == null) {
        same.flaw("there is no clause " + same.string());
        return;
      }
      clauses.add(new Clause(id, text(original.required("title")), text(original.required("text"))));
      Set<String> at = places(clause.required("at"));
      original.list("guards").forEach(guard -> guards(id, guard, at, expressions));
      return;
    }
    clause.keys("title", "text", "guards", "obligations", "steps", "settle");
    clauses.add(new Clause(id, text(clause.required("title")), text(clause.required("text"))));
    clause.list("guards").forEach(guard -> guards(id, guard, places(guard.required("at")), expressions));
    clause.list("obligations").forEach(duty -> duty(id, duty, expressions));
    clause.list("steps").forEach(step -> step(id, step, expressions));
    YamlTree.Entry settle = clause.optional("settle");
    if (settle != null) {
      settle.keys("when", "to");
      settlements.add(new Settlement(id, condition(settle, "when", expressions), texting(settle.required("to"), expressions)));
    }
  }

  private void guards(String id, YamlTree.Entry guard, Set<String> at, Expressions expressions) {
    guard.keys("at", "required", "when", "holds", "field", "lasting", "suggest", "message");
    Text message = text(guard.required("message"));
    boolean lasting = guard.flag("lasting");
    Expression<Boolean> when = condition(guard, "when", expressions);
    YamlTree.Entry required = guard.optional("required");
    if (required != null) {
      for (YamlTree.Entry field : required.items()) {
        String name = known(field);
        expressions
            .filledIn(name)
            .ifPresentOrElse(
                filledIn ->
                    guards.add(new Guard(id, at, name, when, compile(field, filledIn, SimpleType.BOOL, expressions), lasting, null, message)),
                () -> field.flaw("'" + name + "' is not a fact that can be filled in"));
      }
      return;
    }
    YamlTree.Entry field = guard.optional("field");
    YamlTree.Entry suggest = guard.optional("suggest");
    guards.add(
        new Guard(
            id,
            at,
            field == null ? null : known(field),
            when,
            compile(guard.required("holds"), guard.required("holds").string(), SimpleType.BOOL, expressions),
            lasting,
            suggest == null ? null : texting(suggest, expressions),
            message));
  }

  private String known(YamlTree.Entry field) {
    if (!fields.containsKey(field.string())) {
      field.flaw("'" + field.string() + "' is not among 'fields': give it a name people read");
    }
    return field.string();
  }

  private void duty(String id, YamlTree.Entry duty, Expressions expressions) {
    duty.keys("kind", "when", "anchor", "assignee", "dueOn", "dueAt", "met", "results", "onMiss", "date", "subject");
    Obligation.Kind kind = kind(duty.required("kind"));
    YamlTree.Entry dueOn = duty.optional("dueOn");
    if (kind == Obligation.Kind.ACTIVITY && dueOn == null) {
      duty.flaw("an activity needs its day, 'dueOn'");
    }
    YamlTree.Entry dueAt = dueOn == null ? duty.required("dueAt") : duty.optional("dueAt");
    YamlTree.Entry onMiss = duty.optional("onMiss");
    YamlTree.Entry date = duty.optional("date");
    duties.add(
        new Duty(
            kind,
            id,
            condition(duty, "when", expressions),
            texting(duty.required("anchor"), expressions),
            duty.required("assignee").string(),
            dueOn == null ? null : compile(dueOn, dueOn.string(), Vocabulary.DATE, expressions),
            moment(dueOn, dueAt, expressions),
            condition(duty, "met", expressions),
            duty.optional("results") == null ? List.of() : duty.required("results").items().stream().map(YamlTree.Entry::string).toList(),
            onMiss == null ? null : stage(onMiss),
            date == null ? null : known(date),
            text(duty.required("subject"))));
  }

  /** When it is late: the moment the file names, or else the end of its day. */
  private static Expression<Instant> moment(YamlTree.@Nullable Entry dueOn, YamlTree.@Nullable Entry dueAt, Expressions expressions) {
    if (dueAt != null) {
      return compile(dueAt, dueAt.string(), SimpleType.TIMESTAMP, expressions);
    }
    var day = Objects.requireNonNull(dueOn);
    return compile(day, "endOf(" + day.string() + ")", SimpleType.TIMESTAMP, expressions);
  }

  private static Obligation.Kind kind(YamlTree.Entry entry) {
    return switch (entry.string()) {
      case "activity" -> Obligation.Kind.ACTIVITY;
      case "deadline" -> Obligation.Kind.DEADLINE;
      default -> {
        entry.flaw("an obligation is an activity or a deadline");
        yield Obligation.Kind.DEADLINE;
      }
    };
  }

  private void step(String id, YamlTree.Entry step, Expressions expressions) {
    step.keys("when", "to", "action", "fill", "text");
    YamlTree.Entry to = step.optional("to");
    YamlTree.Entry action = step.optional("action");
    YamlTree.Entry fill = step.optional("fill");
    if ((to == null ? 0 : 1) + (action == null ? 0 : 1) + (fill == null ? 0 : 1) != 1) {
      step.flaw("a step has exactly one of 'to', 'action' and 'fill'");
    }
    steps.add(
        new NextStep(
            id,
            condition(step, "when", expressions),
            to == null ? null : texting(to, expressions),
            action == null ? null : action.string(),
            fill == null ? null : known(fill),
            text(step.required("text"))));
  }

  private void effect(YamlTree.Entry effect, Expressions expressions) {
    effect.keys("at", "when", "set", "to");
    YamlTree.Entry set = effect.required("set");
    DealField field = DealField.find(set.string()).orElse(null);
    if (field == null) {
      set.flaw("there is no field " + set.string());
      return;
    }
    CelType type = field.type().equals(LocalDate.class) ? OptionalType.create(Vocabulary.DATE) : SimpleType.STRING;
    YamlTree.Entry to = effect.required("to");
    effects.add(
        new Effect(places(effect.required("at")), condition(effect, "when", expressions), field.id(), compile(to, to.string(), type, expressions)));
  }

  private Map<String, Scope> scopes(YamlTree.Entry roles) {
    var scopes = new LinkedHashMap<String, Scope>();
    roles
        .entries()
        .forEach(
            (role, scope) -> {
              switch (scope.string()) {
                case "own" -> scopes.put(role, Scope.OWN);
                case "visit" -> scopes.put(role, Scope.VISIT);
                case "all" -> scopes.put(role, Scope.ALL);
                default -> scope.flaw("a right reaches own, visit or all deals");
              }
            });
    return scopes;
  }

  private void checkEntries(YamlTree.Entry root) {
    Set<String> known = root.map("clauses").keySet();
    root.map("pipelines")
        .forEach(
            (id, pipeline) -> {
              var entries = new ArrayList<YamlTree.Entry>();
              entries.add(pipeline);
              entries.addAll(pipeline.map("stages").values());
              for (YamlTree.Entry holder : entries) {
                YamlTree.Entry entry = holder.optional("entry");
                if (entry != null && !known.contains(entry.required("clause").string())) {
                  entry.required("clause").flaw("there is no clause " + entry.required("clause").string());
                }
              }
            });
  }

  private Expression<Boolean> condition(YamlTree.Entry holder, String key, Expressions expressions) {
    YamlTree.Entry entry = holder.optional(key);
    return entry == null ? Expression.always(true) : compile(entry, entry.string(), SimpleType.BOOL, expressions);
  }

  private Expression<String> texting(YamlTree.Entry entry, Expressions expressions) {
    return compile(entry, entry.string(), SimpleType.STRING, expressions);
  }

  private static <T> Expression<T> compile(YamlTree.Entry entry, String source, CelType type, Expressions expressions) {
    try {
      return expressions.compile(source, type);
    } catch (Expressions.Refused e) {
      e.issues().forEach(entry::flaw);
      return question -> {
        throw new IllegalStateException("a broken expression is never asked");
      };
    }
  }

  private StageId stage(YamlTree.Entry entry) {
    List<StageId> found = stages(entry);
    return found.isEmpty() ? new StageId("", "") : found.getFirst();
  }

  /** The stages a name or a pattern such as {@code deferred/*} stands for. */
  private List<StageId> stages(YamlTree.Entry entry) {
    String pattern = entry.string();
    List<StageId> found =
        stages.stream()
            .filter(stage -> pattern.endsWith("/*") ? pattern.equals(stage.pipeline() + "/*") : pattern.equals(stage.toString()))
            .toList();
    if (found.isEmpty()) {
      entry.flaw("there is no stage " + pattern);
    }
    return found;
  }

  private Set<String> places(YamlTree.Entry at) {
    var places = new LinkedHashSet<String>();
    for (YamlTree.Entry place : at.items()) {
      if (actions.contains(place.string())) {
        places.add(place.string());
      } else {
        stages(place).forEach(stage -> places.add(stage.toString()));
      }
    }
    return Set.copyOf(places);
  }

  private static Text text(YamlTree.Entry entry) {
    entry.keys("ru", "en");
    return new Text(entry.required("ru").string(), entry.required("en").string());
  }

  private static String digest(String text) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
