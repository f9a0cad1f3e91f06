package app.zamer.regulation.yaml;

import app.zamer.regulation.DealField;
import app.zamer.regulation.Expression;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook;
import app.zamer.regulation.Rulebook.Clause;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Rulebook.Effect;
import app.zamer.regulation.Rulebook.Field;
import app.zamer.regulation.Rulebook.Guard;
import app.zamer.regulation.Rulebook.Limits;
import app.zamer.regulation.Rulebook.NextStep;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Rulebook.Settlement;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Topic;
import app.zamer.regulation.Wording;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A regulation file: YAML with CEL expressions. Reading it finds every error at once — unknown
 * keys, missing texts, stages that don't exist, expressions of the wrong type — each with its
 * place.
 */
public final class RegulationFile {
  /** In characters; several times as long as the program's own file. */
  public static final int LONGEST = 500_000;

  /** The form of file that this program writes; it goes up with every right that is added. */
  private static final int FORM = 3;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Pattern STAGE = Pattern.compile("[a-z0-9-]+/[a-z0-9-]+");

  private final ZoneId zone;
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final Set<StageId> stages = new LinkedHashSet<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Fillers fillers = new Fillers(parameters);
  private final Map<String, Field> usual;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<Clause> clauses = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();
  private final List<Duty> duties = new ArrayList<>();
  private final List<NextStep> steps = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<String, Map<String, Scope>> rights = new LinkedHashMap<>();
  private final Set<String> actions = new LinkedHashSet<>(Set.of("deal.edit"));

  private RegulationFile(ZoneId zone, Map<String, Field> usual) {
    this.zone = zone;
    this.usual = usual;
  }

  /**
   * Reads and compiles a regulation.
   *
   * @param file how errors call the file
   * @param text what it says
   * @param zone the company's time zone
   */
  public static Reading read(String file, String text, ZoneId zone) {
    return read(file, text, zone, Map.of());
  }

  /**
   * The same for a file that may be older than the words of fields.
   *
   * @param usual what fields are where the file does not say which words they can be
   */
  public static Reading read(String file, String text, ZoneId zone, Map<String, Field> usual) {
    if (text.length() > LONGEST) {
      return new Reading.Broken(
          List.of(new Flaw(file, 1, 1, "the file is longer than " + LONGEST + " characters")));
    }
    var tree = new YamlTree(file, text);
    var root = tree.root();
    if (root == null) {
      return new Reading.Broken(tree.flaws());
    }
    Rulebook book = new RegulationFile(zone, usual).rulebook(root, text);
    return tree.flaws().isEmpty()
        ? new Reading.Sound(new Regulation(book))
        : new Reading.Broken(tree.flaws());
  }

  private Rulebook rulebook(YamlTree.Entry root, String text) {
    root.keys(
        "version",
        "form",
        "parameters",
        "fields",
        "pipelines",
        "start",
        "definitions",
        "clauses",
        "effects",
        "leads",
        "references",
        "rights");
    List.of("pipelines", "clauses", "rights").forEach(root::required);
    root.map("parameters").forEach((name, value) -> parameters.put(name, parameter(value)));
    root.map("pipelines").forEach((id, pipeline) -> stagesOf(id, pipeline));
    root.map("pipelines").forEach(this::pipeline);
    root.map("rights").forEach((right, roles) -> rights.put(right, scopes(roles)));
    actions.addAll(rights.keySet());
    FieldSection section = new FieldSection(rights.keySet(), usual);
    root.map("fields").forEach((name, field) -> fields.put(name, section.read(name, field)));
    Field reasons = fields.get(DealField.LOSS_REASON.id());
    usual.forEach((name, field) -> fields.merge(name, field, RegulationFile::completed));
    Expressions expressions =
        expressions(root, reasons == null || reasons.words().isEmpty() ? null : reasons);
    Map<String, YamlTree.Entry> texts = root.map("clauses");
    texts.forEach((id, clause) -> clause(id, clause, texts, expressions));
    root.list("effects").forEach(effect -> effect(effect, expressions));
    StageId start = start(root.required("start"));
    checkEntries(root);
    root.map("fields").forEach(this::checkField);
    return new Rulebook(
        root.required("version").string() + "-" + digest(text),
        form(root.optional("form")),
        zone,
        Collections.unmodifiableMap(parameters),
        Collections.unmodifiableMap(fields),
        List.copyOf(pipelines),
        start,
        List.copyOf(clauses),
        List.copyOf(guards),
        List.copyOf(duties),
        List.copyOf(steps),
        List.copyOf(settlements),
        List.copyOf(effects),
        Collections.unmodifiableMap(rights),
        references(root),
        leads(root));
  }

  /** A file that does not say its form is one of the first. */
  private static int form(YamlTree.@Nullable Entry form) {
    if (form == null) {
      return 1;
    }
    if (form.scalar() instanceof Integer number && number >= 1 && number <= FORM) {
      return number;
    }
    form.flaw("this program reads files of the forms 1 to " + FORM);
    return FORM;
  }

  /** A field of an older file, with what the file does not say of it. */
  private static Field completed(Field own, Field usual) {
    Limits limits = own.limits().equals(Limits.NONE) ? usual.limits() : own.limits();
    return own.words().isEmpty()
        ? new Field(own.label(), usual.words(), usual.ownWords(), usual.right(), limits)
        : new Field(own.label(), own.words(), own.ownWords(), own.right(), limits);
  }

  private static Map<Topic, String> references(YamlTree.Entry root) {
    Map<Topic, String> references = new EnumMap<>(Topic.class);
    Set<String> known = root.map("clauses").keySet();
    root.map("references")
        .forEach(
            (id, clause) -> {
              Topic topic = Topic.find(id).orElse(null);
              if (topic == null) {
                clause.flaw(
                    "nothing refers to a clause for '"
                        + id
                        + "'; it can be: "
                        + Arrays.stream(Topic.values())
                            .map(Topic::id)
                            .collect(Collectors.joining(", ")));
              } else if (!known.contains(clause.string())) {
                clause.flaw("there is no clause " + clause.string());
              } else {
                references.put(topic, clause.string());
              }
            });
    return Collections.unmodifiableMap(references);
  }

  private @Nullable LeadRules leads(YamlTree.Entry root) {
    YamlTree.Entry leads = root.optional("leads");
    return leads == null
        ? null
        : new LeadSection(
                parameters,
                root.map("clauses").keySet(),
                rights.keySet(),
                zone,
                RegulationFile::text)
            .read(leads);
  }

  private Expressions expressions(YamlTree.Entry root, @Nullable Field reasons) {
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
    var names = stages.stream().map(StageId::toString).collect(Collectors.toUnmodifiableSet());
    var roles =
        rights.values().stream()
            .flatMap(scopes -> scopes.keySet().stream())
            .collect(Collectors.toSet());
    var choices = new HashMap<String, Set<String>>();
    fields.forEach(
        (name, field) -> {
          boolean asSaid = name.equals(DealField.LOSS_REASON.id()) && reasons == null;
          if (!field.words().isEmpty() && !asSaid) {
            choices.put(name, field.words().keySet());
          }
        });
    choices.putAll(
        Map.of(
            "stage",
            names,
            "to",
            names,
            "reached",
            names,
            "irreversible",
            names,
            "chat.roles",
            roles));
    choices.put(
        "pipeline", stages.stream().map(StageId::pipeline).collect(Collectors.toUnmodifiableSet()));
    var literals = new Literals(names, root.map("clauses").keySet(), parameters, choices);
    var vocabulary = new Vocabulary(zone, Set.copyOf(open), irreversible, reasons);
    parameters.forEach(
        (name, value) -> {
          Object constant = value instanceof Integer number ? Long.valueOf(number) : value;
          vocabulary.word("param." + name, typeOf(value), question -> constant);
        });
    var expressions = new Expressions(vocabulary, literals, zone);
    root.map("definitions")
        .forEach(
            (name, source) -> {
              if (!NAME.matcher(name).matches() || expressions.knows(name)) {
                source.flaw(
                    "'"
                        + name
                        + "' cannot be defined: it is "
                        + (expressions.knows(name) ? "a fact already" : "not a name"));
                return;
              }
              try {
                expressions.define(name, source.string(), source.place());
              } catch (Expressions.Refused e) {
                e.issues().forEach(issue -> source.flaw(issue));
                expressions.defineAnything(name);
              }
            });
    return expressions;
  }

  /** A deal begins in a stage from which it can go on. */
  private StageId start(YamlTree.Entry entry) {
    StageId start = stage(entry);
    boolean closed =
        pipelines.stream()
            .flatMap(pipeline -> pipeline.stages().stream())
            .anyMatch(stage -> stage.id().equals(start) && stage.status() != Status.OPEN);
    if (closed) {
      entry.flaw("a deal cannot begin in a stage that closes it");
    }
    return start;
  }

  private void checkField(String name, YamlTree.Entry label) {
    boolean named =
        guards.stream().anyMatch(guard -> name.equals(guard.field()))
            || steps.stream().anyMatch(step -> name.equals(step.fill()));
    if (!named && DealField.find(name).isEmpty()) {
      label.flaw("'" + name + "' is neither a field of a deal nor named by any clause");
    }
  }

  private Object parameter(YamlTree.Entry value) {
    Object scalar = value.scalar();
    if (scalar instanceof Integer || scalar instanceof Boolean || scalar instanceof String) {
      return scalar;
    }
    value.flaw("a parameter is a whole number, true or false, or a text");
    return List.of();
  }

  private static CelType typeOf(Object value) {
    return switch (value) {
      case Integer number -> SimpleType.INT;
      case Boolean truth -> SimpleType.BOOL;
      case String text -> SimpleType.STRING;
      default -> SimpleType.DYN;
    };
  }

  private void stagesOf(String id, YamlTree.Entry pipeline) {
    pipeline
        .map("stages")
        .forEach(
            (name, stage) -> {
              if (!STAGE.matcher(id + "/" + name).matches()) {
                stage.flaw(
                    "'"
                        + id
                        + "/"
                        + name
                        + "' is no name of a stage: small letters, digits and hyphens");
              }
              stages.add(new StageId(id, name));
            });
  }

  private void pipeline(String id, YamlTree.Entry pipeline) {
    pipeline.keys("name", "entry", "stages");
    pipeline.required("stages");
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
                stage.flaw(
                    "'entry' is missing: which clause says how a deal gets here, and from where");
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

  private void clause(
      String id, YamlTree.Entry clause, Map<String, YamlTree.Entry> all, Expressions expressions) {
    YamlTree.Entry same = clause.optional("same");
    if (same != null) {
      clause.keys("same", "at");
      YamlTree.Entry original = all.get(same.string());
      if (original == null || original.optional("same") != null) {
        same.flaw(
            original == null
                ? "there is no clause " + same.string()
                : "clause " + same.string() + " is itself the same as another");
        return;
      }
      clauses.add(
          new Clause(id, worded(original.required("title")), worded(original.required("text"))));
      Set<String> at = places(clause.required("at"));
      original.list("guards").forEach(guard -> guards(id, guard, at, expressions));
      return;
    }
    clause.keys("title", "text", "guards", "obligations", "steps", "settle");
    clauses.add(new Clause(id, worded(clause.required("title")), worded(clause.required("text"))));
    clause
        .list("guards")
        .forEach(guard -> guards(id, guard, places(guard.required("at")), expressions));
    clause.list("obligations").forEach(duty -> duty(id, duty, expressions));
    clause.list("steps").forEach(step -> step(id, step, expressions));
    YamlTree.Entry settle = clause.optional("settle");
    if (settle != null) {
      settle.keys("when", "to");
      settlements.add(
          new Settlement(
              id, truth(settle, "when", expressions), texting(settle.required("to"), expressions)));
    }
  }

  private void guards(String id, YamlTree.Entry guard, Set<String> at, Expressions expressions) {
    guard.keys("at", "required", "when", "holds", "field", "lasting", "suggest", "message");
    boolean lasting = guard.flag("lasting");
    Expression<Boolean> when = condition(guard, "when", expressions);
    YamlTree.Entry required = guard.optional("required");
    Text message = message(guard, required != null);
    if (required != null) {
      for (String other : List.of("holds", "field", "suggest")) {
        YamlTree.Entry entry = guard.optional(other);
        if (entry != null) {
          entry.flaw("a guard has 'required' or '" + other + "', not both");
        }
      }
      for (YamlTree.Entry field : required.items()) {
        String name = known(field);
        if (!fields.containsKey(name)) {
          continue;
        }
        expressions
            .filledIn(name)
            .ifPresentOrElse(
                filledIn ->
                    guards.add(
                        new Guard(
                            id,
                            at,
                            name,
                            when,
                            compile(field, filledIn, SimpleType.BOOL, expressions),
                            lasting,
                            null,
                            message)),
                () -> field.flaw("'" + name + "' is not a fact that can be filled in"));
      }
      return;
    }
    YamlTree.Entry field = guard.optional("field");
    if (lasting && field == null) {
      guard.flaw(
          "a 'lasting' guard needs its 'field': an edit is checked by the fields it changes");
    }
    YamlTree.Entry suggest = guard.optional("suggest");
    guards.add(
        new Guard(
            id,
            at,
            field == null ? null : known(field),
            when,
            truth(guard, "holds", expressions),
            lasting,
            suggest == null ? null : texting(suggest, expressions),
            message));
  }

  /** The sentence of a guard, in which only what is known of it can be filled in. */
  private Text message(YamlTree.Entry guard, boolean required) {
    YamlTree.Entry message = guard.required("message");
    Set<String> known = new LinkedHashSet<>(Set.of("from", "to"));
    if (required || guard.optional("field") != null) {
      known.add("field");
    }
    if (guard.optional("suggest") != null) {
      known.add("suggested");
    }
    message.entries().forEach((language, text) -> fillers.check(language, text, known));
    return pair(message);
  }

  private String known(YamlTree.Entry field) {
    if (field.isMissing()) {
      return "";
    }
    if (!fields.containsKey(field.string())) {
      field.flaw("'" + field.string() + "' is not among 'fields': give it a name people read");
    }
    return field.string();
  }

  private void duty(String id, YamlTree.Entry duty, Expressions expressions) {
    duty.keys(
        "kind",
        "when",
        "anchor",
        "assignee",
        "dueOn",
        "dueAt",
        "met",
        "results",
        "onMiss",
        "date",
        "action",
        "from",
        "warn",
        "subject");
    Obligation.Kind kind = kind(duty.required("kind"), duty.optional("dueOn") != null);
    YamlTree.Entry dueOn = duty.optional("dueOn");
    if (kind == Obligation.Kind.ACTIVITY && dueOn == null) {
      duty.flaw("an activity needs its day, 'dueOn'");
    }
    YamlTree.Entry dueAt = dueOn == null ? duty.required("dueAt") : duty.optional("dueAt");
    YamlTree.Entry onMiss = duty.optional("onMiss");
    YamlTree.Entry date = duty.optional("date");
    YamlTree.Entry action = duty.optional("action");
    YamlTree.Entry warn = duty.optional("warn");
    if (warn != null && kind == Obligation.Kind.ACTIVITY) {
      warn.flaw("only of a deadline people are warned");
    } else if (warn != null && !(parameters.get(warn.string()) instanceof Integer)) {
      warn.flaw("'" + warn.string() + "' is no parameter with a whole number of minutes");
    }
    List<String> results = results(duty, kind, date);
    if (kind == Obligation.Kind.DEADLINE && dueOn != null) {
      dueOn.flaw("a deadline is a moment: it has no 'dueOn'");
    }
    if (kind == Obligation.Kind.ACTIVITY && onMiss != null) {
      onMiss.flaw("only a deadline moves a deal");
    }
    if (action != null) {
      requireAction(action);
    }
    Expression<LocalDate> day =
        dueOn == null ? null : compile(dueOn, dueOn.string(), Vocabulary.DATE, expressions);
    duties.add(
        new Duty(
            kind,
            id,
            condition(duty, "when", expressions),
            texting(duty.required("anchor"), expressions),
            role(duty.required("assignee")),
            day,
            moment(day, dueAt, expressions),
            truth(duty, "met", expressions),
            results,
            onMiss == null ? null : stage(onMiss),
            date == null ? null : day(date),
            action == null ? null : action.string(),
            from(duty, action, expressions),
            warn == null ? null : warn.string(),
            worded(duty.required("subject"))));
  }

  private static @Nullable Expression<Instant> from(
      YamlTree.Entry duty, YamlTree.@Nullable Entry action, Expressions expressions) {
    YamlTree.Entry from = duty.optional("from");
    if (from == null) {
      return null;
    }
    if (action == null) {
      from.flaw("'from' is when an 'action' can be done");
    }
    return compile(from, from.string(), SimpleType.TIMESTAMP, expressions);
  }

  private List<String> results(
      YamlTree.Entry duty, Obligation.Kind kind, YamlTree.@Nullable Entry date) {
    YamlTree.Entry list = duty.optional("results");
    if (list == null) {
      return List.of();
    }
    if (kind == Obligation.Kind.DEADLINE) {
      list.flaw("a deadline is not completed by anybody: it has no 'results'");
    }
    for (YamlTree.Entry result : list.items()) {
      if (!Vocabulary.RESULTS.contains(result.string())) {
        result.flaw(
            "'"
                + result.string()
                + "' is no result; an activity can be: "
                + String.join(", ", Vocabulary.RESULTS.stream().sorted().toList()));
      }
      if (result.string().equals("moved") && date == null) {
        result.flaw("'moved' needs the 'date' that it moves");
      }
    }
    return list.items().stream().map(YamlTree.Entry::string).toList();
  }

  private String role(YamlTree.Entry role) {
    boolean known = rights.values().stream().anyMatch(scopes -> scopes.containsKey(role.string()));
    if (!known && !role.isMissing()) {
      role.flaw("no role '" + role.string() + "' has any right");
    }
    return role.string();
  }

  /** The field of a day that people agree on with the client. */
  private String day(YamlTree.Entry field) {
    String name = known(field);
    if (DealField.find(name).filter(found -> found.type().equals(LocalDate.class)).isEmpty()) {
      field.flaw("'" + name + "' is no date of a deal");
    }
    return name;
  }

  /** When it is late: the moment the file names, or else the end of its day. */
  private Expression<Instant> moment(
      @Nullable Expression<LocalDate> day,
      YamlTree.@Nullable Entry dueAt,
      Expressions expressions) {
    if (dueAt != null) {
      return compile(dueAt, dueAt.string(), SimpleType.TIMESTAMP, expressions);
    }
    Expression<LocalDate> dueOn = Objects.requireNonNull(day);
    return question -> Vocabulary.endOf(dueOn.in(question), zone);
  }

  private static Obligation.Kind kind(YamlTree.Entry entry, boolean hasDay) {
    return switch (entry.string()) {
      case "activity" -> Obligation.Kind.ACTIVITY;
      case "deadline" -> Obligation.Kind.DEADLINE;
      default -> {
        if (!entry.isMissing()) {
          entry.flaw("an obligation is an activity or a deadline");
        }
        yield hasDay ? Obligation.Kind.ACTIVITY : Obligation.Kind.DEADLINE;
      }
    };
  }

  private void step(String id, YamlTree.Entry step, Expressions expressions) {
    step.keys("when", "to", "action", "fill", "otherwise", "text");
    YamlTree.Entry to = step.optional("to");
    YamlTree.Entry action = step.optional("action");
    YamlTree.Entry fill = step.optional("fill");
    if ((to == null ? 0 : 1) + (action == null ? 0 : 1) + (fill == null ? 0 : 1) != 1) {
      step.flaw("a step has exactly one of 'to', 'action' and 'fill'");
    }
    if (action != null) {
      requireAction(action);
    }
    steps.add(
        new NextStep(
            id,
            truth(step, "when", expressions),
            to == null ? null : texting(to, expressions),
            action == null ? null : action.string(),
            fill == null ? null : known(fill),
            step.flag("otherwise"),
            worded(step.required("text"))));
  }

  private void requireAction(YamlTree.Entry action) {
    if (!actions.contains(action.string())) {
      action.flaw("there is no action '" + action.string() + "' among 'rights'");
    }
  }

  private void effect(YamlTree.Entry effect, Expressions expressions) {
    effect.keys("at", "when", "set", "to");
    YamlTree.Entry set = effect.required("set");
    DealField field = DealField.find(set.string()).filter(RegulationFile::canBeSet).orElse(null);
    if (field == null) {
      if (!set.isMissing()) {
        set.flaw("there is no field '" + set.string() + "' that a move can write");
      }
      return;
    }
    CelType type =
        field.type().equals(LocalDate.class)
            ? OptionalType.create(Vocabulary.DATE)
            : SimpleType.STRING;
    YamlTree.Entry to = effect.required("to");
    effects.add(
        new Effect(
            stagesAt(effect.required("at")),
            condition(effect, "when", expressions),
            field.id(),
            written(field, to, type, expressions)));
  }

  /**
   * What a move writes into a field that is one of a few words is one of them, whatever happens.
   */
  private static Expression<?> written(
      DealField field, YamlTree.Entry to, CelType type, Expressions expressions) {
    if (!to.isMissing() && !to.string().isBlank()) {
      expressions.notWords(field.id(), to.string()).forEach(to::flaw);
    }
    return compile(to, to.string(), type, expressions);
  }

  /** The stage is what a move is about, and of a visit only the whole can be taken away. */
  private static boolean canBeSet(DealField field) {
    boolean writable = field.type().equals(String.class) || field.type().equals(LocalDate.class);
    return writable && field != DealField.STAGE && field != DealField.VISIT_OUTCOME;
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
                YamlTree.Entry clause = entry == null ? null : entry.required("clause");
                if (clause != null && !clause.isMissing() && !known.contains(clause.string())) {
                  clause.flaw("there is no clause " + clause.string());
                }
              }
            });
  }

  private static Expression<Boolean> truth(
      YamlTree.Entry holder, String key, Expressions expressions) {
    YamlTree.Entry entry = holder.required(key);
    return compile(entry, entry.string(), SimpleType.BOOL, expressions);
  }

  private static Expression<Boolean> condition(
      YamlTree.Entry holder, String key, Expressions expressions) {
    YamlTree.Entry entry = holder.optional(key);
    return entry == null
        ? Expression.always(true)
        : compile(entry, entry.string(), SimpleType.BOOL, expressions);
  }

  private static Expression<String> texting(YamlTree.Entry entry, Expressions expressions) {
    return compile(entry, entry.string(), SimpleType.STRING, expressions);
  }

  private static <T> Expression<T> compile(
      YamlTree.Entry entry, String source, CelType type, Expressions expressions) {
    if (entry.isMissing() || entry.string().isBlank()) {
      return neverAsked();
    }
    try {
      return expressions.compile(source, type, entry.place());
    } catch (Expressions.Refused e) {
      e.issues().forEach(entry::flaw);
      return neverAsked();
    }
  }

  /** Stands for a broken expression: a broken file is not put in force. */
  private static <T> Expression<T> neverAsked() {
    return question -> {
      throw new IllegalStateException("a broken expression is never asked");
    };
  }

  private StageId stage(YamlTree.Entry entry) {
    List<StageId> found = stages(entry);
    return found.isEmpty() ? new StageId("", "") : found.getFirst();
  }

  /** The stages a name or a pattern such as {@code deferred/*} stands for. */
  private List<StageId> stages(YamlTree.Entry entry) {
    if (entry.isMissing()) {
      return List.of();
    }
    String pattern = entry.string();
    List<StageId> found =
        stages.stream()
            .filter(
                stage ->
                    pattern.endsWith("/*")
                        ? pattern.equals(stage.pipeline() + "/*")
                        : pattern.equals(stage.toString()))
            .toList();
    if (found.isEmpty()) {
      entry.flaw("there is no stage " + pattern);
    }
    return found;
  }

  private Set<String> stagesAt(YamlTree.Entry at) {
    var places = new LinkedHashSet<String>();
    at.items().forEach(place -> stages(place).forEach(stage -> places.add(stage.toString())));
    return Set.copyOf(places);
  }

  private Set<String> places(YamlTree.Entry at) {
    var places = new LinkedHashSet<String>();
    if (at.items().isEmpty() && !at.isMissing()) {
      at.flaw("nothing is guarded here");
    }
    for (YamlTree.Entry place : at.items()) {
      if (actions.contains(place.string())) {
        places.add(place.string());
      } else {
        stages(place).forEach(stage -> places.add(stage.toString()));
      }
    }
    return Set.copyOf(places);
  }

  /** A name, in which nothing is filled in. */
  private static Text text(YamlTree.Entry entry) {
    var nothing = new Fillers(Map.of());
    entry.entries().forEach((language, text) -> nothing.check(language, text, Set.of()));
    return pair(entry);
  }

  /** A text with the parameters' values in it. */
  private Text worded(YamlTree.Entry entry) {
    entry.entries().forEach((language, text) -> fillers.check(language, text, Set.of()));
    return new Wording(parameters).filledIn(pair(entry));
  }

  private static Text pair(YamlTree.Entry entry) {
    if (entry.isMissing()) {
      return new Text("", "");
    }
    entry.keys("ru", "en");
    return new Text(entry.required("ru").string(), entry.required("en").string());
  }

  private static String digest(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
