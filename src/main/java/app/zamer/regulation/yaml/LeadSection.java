package app.zamer.regulation.yaml;

import app.zamer.regulation.LeadRules;
import app.zamer.regulation.LeadRules.State;
import app.zamer.regulation.LeadRules.Step;
import app.zamer.regulation.Text;
import app.zamer.regulation.WorkingHours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the section {@code leads} of a regulation file. */
final class LeadSection {
  /** What the program asks of leads; a file with this section has to say who may do each. */
  static final List<String> RIGHTS =
      List.of(
          "lead.create",
          "lead.read",
          "lead.take",
          "lead.edit",
          "lead.assign",
          "lead.close",
          "lead.reopen",
          "lead.bulk");

  private static final Pattern ID = Pattern.compile("[a-z0-9-]+");
  private static final Set<String> RESULTS = Set.of("converted", "disqualified");

  private final Map<String, Object> parameters;
  private final Set<String> clauses;
  private final Set<String> rights;
  private final ZoneId zone;
  private final Function<YamlTree.Entry, Text> texts;
  private final Set<String> named = new LinkedHashSet<>();

  /**
   * @param texts reads a text in two languages
   */
  LeadSection(
      Map<String, Object> parameters,
      Set<String> clauses,
      Set<String> rights,
      ZoneId zone,
      Function<YamlTree.Entry, Text> texts) {
    this.parameters = parameters;
    this.clauses = clauses;
    this.rights = rights;
    this.zone = zone;
    this.texts = texts;
  }

  LeadRules read(YamlTree.Entry leads) {
    leads.keys(
        "stages",
        "start",
        "unanswered",
        "closed",
        "results",
        "reasons",
        "attempts",
        "bulk",
        "steps");
    Map<String, Text> stages = named(leads, "stages");
    String start = stage(leads.required("start"), stages);
    YamlTree.Entry closes = leads.required("closed");
    String closed = stage(closes, stages);
    String unanswered = stage(leads.required("unanswered"), stages);
    if (!closed.isEmpty() && (closed.equals(start) || closed.equals(unanswered))) {
      closes.flaw("a closed lead stands in a stage of its own");
    }
    Map<String, Text> results = named(leads, "results");
    if (!results.isEmpty() && !results.keySet().equals(RESULTS)) {
      leads.required("results").flaw("the results of a lead are converted and disqualified");
    }
    Map<String, Text> reasons = named(leads, "reasons");
    for (String right : RIGHTS) {
      if (!rights.contains(right)) {
        leads.flaw("'rights' has no '" + right + "', so nobody knows who may do it");
      }
    }
    YamlTree.Entry attempts = leads.required("attempts");
    attempts.keys("clause", "retryMinutes", "from", "until", "days");
    YamlTree.Entry bulk = leads.required("bulk");
    bulk.keys("most", "undoMinutes");
    return new LeadRules(
        stages.entrySet().stream()
            .map(stage -> new LeadRules.Stage(stage.getKey(), stage.getValue()))
            .toList(),
        start,
        unanswered,
        closed,
        results,
        reasons,
        clause(attempts.required("clause")),
        Duration.ofMinutes(number(attempts.required("retryMinutes"), 1)),
        hours(attempts),
        number(bulk.required("most"), 1),
        Duration.ofMinutes(number(bulk.required("undoMinutes"), 0)),
        steps(leads),
        Set.copyOf(named));
  }

  private Map<String, Text> named(YamlTree.Entry leads, String key) {
    Map<String, Text> found = new LinkedHashMap<>();
    leads.required(key);
    leads
        .map(key)
        .forEach(
            (id, text) -> {
              if (!ID.matcher(id).matches()) {
                text.flaw("'" + id + "' is no name: small letters, digits and hyphens");
              }
              found.put(id, texts.apply(text));
            });
    return found;
  }

  private static String stage(YamlTree.Entry entry, Map<String, Text> stages) {
    if (!entry.isMissing() && !stages.containsKey(entry.string())) {
      entry.flaw("there is no stage of leads '" + entry.string() + "'");
    }
    return entry.string();
  }

  private String clause(YamlTree.Entry entry) {
    if (!entry.isMissing() && !clauses.contains(entry.string())) {
      entry.flaw("there is no clause " + entry.string());
    }
    return entry.string();
  }

  private WorkingHours hours(YamlTree.Entry attempts) {
    YamlTree.Entry last = attempts.required("until");
    LocalTime from = time(attempts.required("from"), LocalTime.MIN);
    LocalTime until = time(last, LocalTime.MAX);
    Set<DayOfWeek> days = days(attempts.required("days"));
    if (!from.isBefore(until)) {
      last.flaw("working hours begin at " + from + " and would end at " + until);
      return new WorkingHours(LocalTime.MIN, LocalTime.MAX, days, zone);
    }
    return new WorkingHours(from, until, days, zone);
  }

  private LocalTime time(YamlTree.Entry entry, LocalTime otherwise) {
    if (!(value(entry) instanceof String text)) {
      wrong(entry, "a time of day such as \"09:00\"");
      return otherwise;
    }
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      wrong(entry, "a time of day such as \"09:00\"");
      return otherwise;
    }
  }

  private Set<DayOfWeek> days(YamlTree.Entry entry) {
    return (value(entry) instanceof String text ? LeadRules.days(text) : LeadRules.days(""))
        .orElseGet(
            () -> {
              wrong(entry, "days of the week such as \"1-5\" or \"1-5,7\", 1 is Monday");
              return Set.of(DayOfWeek.values());
            });
  }

  private int number(YamlTree.Entry entry, int least) {
    if (value(entry) instanceof Integer number && number >= least) {
      return number;
    }
    wrong(entry, "a whole number of at least " + least);
    return 1;
  }

  private Object value(YamlTree.Entry entry) {
    named.add(entry.string());
    return parameters.getOrDefault(entry.string(), "");
  }

  private void wrong(YamlTree.Entry entry, String what) {
    if (entry.isMissing()) {
      return;
    }
    entry.flaw(
        parameters.containsKey(entry.string())
            ? "parameter '" + entry.string() + "' has to be " + what
            : "there is no parameter '" + entry.string() + "'");
  }

  private List<Step> steps(YamlTree.Entry leads) {
    List<Step> steps = new ArrayList<>();
    for (YamlTree.Entry step : leads.list("steps")) {
      step.keys("when", "clause", "action", "text");
      YamlTree.Entry when = step.required("when");
      YamlTree.Entry action = step.required("action");
      if (!action.isMissing() && !rights.contains(action.string())) {
        action.flaw("there is no action '" + action.string() + "' among 'rights'");
      }
      steps.add(
          new Step(
              state(when),
              clause(step.required("clause")),
              action.string(),
              texts.apply(step.required("text"))));
    }
    return List.copyOf(steps);
  }

  private static State state(YamlTree.Entry when) {
    for (State state : State.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(when.string())) {
        return state;
      }
    }
    if (!when.isMissing()) {
      when.flaw("a lead is free, late, planned or idle");
    }
    return State.IDLE;
  }
}
