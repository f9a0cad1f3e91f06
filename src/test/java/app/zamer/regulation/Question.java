package app.zamer.regulation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a case asks the engine, and what the engine answers in the words in which cases expect it:
 *
 * <ul>
 *   <li>{@code move: sales/won}, {@code action: visit.confirm} or {@code edit: {field: value}} —
 *       {@code allowed: {field: value}}, exactly what is written besides the stage, and {@code by:}
 *       the clause; or {@code refused: [RULE field]}, exactly what stands in the way, {@code
 *       suggested:} the stage that fits, and {@code says:} parts of the sentences
 *   <li>{@code obligations: all}, or of some rules — {@code exist: [RULE kind: {for, who, dueOn,
 *       dueAt, met, results, onMiss}]}, of which only the given parts are compared
 *   <li>{@code plan: all}, or of some rules — {@code shows: [state RULE action]}
 *   <li>{@code agenda: now} — {@code folds: [state RULE action + RULE action + …]}, what is done
 *       left out
 *   <li>{@code settle: now} — {@code settles: stage by RULE}, or {@code stays}
 * </ul>
 */
record Question(
    Regulation regulation, When when, Map<String, Object> given, Map<String, Object> words) {
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "now",
          "zone",
          "with",
          "deal",
          "given",
          "move",
          "action",
          "edit",
          "obligations",
          "plan",
          "agenda",
          "settle",
          "allowed",
          "by",
          "refused",
          "suggested",
          "says",
          "exist",
          "shows",
          "folds",
          "settles");

  Question {
    var unknown = new HashSet<>(words.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("a case has no " + unknown);
    }
  }

  /** What the case expects, in the form of {@link #answer}. */
  Map<String, Object> expected() {
    Map<String, Object> expected = new LinkedHashMap<>();
    for (String word :
        List.of(
            "allowed",
            "by",
            "refused",
            "suggested",
            "says",
            "exist",
            "shows",
            "folds",
            "settles")) {
      if (words.containsKey(word)) {
        expected.put(word, shown(words.get(word)));
      }
    }
    if (expected.isEmpty()) {
      throw new IllegalArgumentException("a case expects something");
    }
    return expected;
  }

  Map<String, Object> answer() {
    DealFacts facts = Given.facts(given, when);
    if (words.get("move") != null) {
      return decided(facts, regulation.decide(facts, StageId.parse(word("move")), when.now()));
    }
    if (words.get("action") != null) {
      return checked(regulation.check(facts, word("action"), when.now()));
    }
    if (words.get("edit") instanceof Map<?, ?> edit) {
      Map<String, Object> edited = new HashMap<>(given);
      edited.putAll(CaseFile.map(edit));
      DealFacts after = Given.facts(edited, when);
      Set<String> changed =
          facts.changesTo(after).stream().map(DealFacts.Change::field).collect(Collectors.toSet());
      return checked(regulation.checkEdit(after, changed, when.now()));
    }
    if (words.get("obligations") != null) {
      return Map.of("exist", obligations(facts));
    }
    if (words.get("plan") != null) {
      return Map.of(
          "shows",
          regulation.plan(facts, when.now()).stream()
              .filter(item -> wanted("plan", item.rule()))
              .map(Question::shown)
              .toList());
    }
    if (words.get("agenda") != null) {
      return Map.of(
          "folds",
          regulation.agenda(facts, when.now()).stream()
              .filter(line -> line.item().state() != PlanItem.State.DONE)
              .map(Question::folded)
              .toList());
    }
    word("settle");
    return Map.of(
        "settles",
        regulation
            .settle(facts, when.now())
            .map(settled -> settled.to() + " by " + settled.rule())
            .orElse("stays"));
  }

  private Map<String, Object> decided(DealFacts facts, Decision decision) {
    return switch (decision) {
      case Decision.Allowed(DealFacts after, String rule) -> {
        Map<String, Object> written = new LinkedHashMap<>();
        for (DealFacts.Change change : facts.changesTo(after)) {
          if (!change.field().equals(DealField.STAGE.id())) {
            written.put(change.field(), shown(change.after()));
          }
        }
        Map<String, Object> answer = new LinkedHashMap<>(Map.of("allowed", written));
        if (words.containsKey("by")) {
          answer.put("by", rule);
        }
        yield answer;
      }
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          refused(violations, suggested);
    };
  }

  private Map<String, Object> checked(List<Violation> violations) {
    return violations.isEmpty() ? Map.of("allowed", Map.of()) : refused(violations, null);
  }

  private Map<String, Object> refused(List<Violation> violations, @Nullable StageId suggested) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "refused",
        violations.stream()
            .map(
                violation ->
                    violation.field() == null
                        ? violation.rule()
                        : violation.rule() + " " + violation.field())
            .toList());
    if (suggested != null) {
      answer.put("suggested", suggested.toString());
    }
    if (words.get("says") instanceof List<?> parts) {
      String all =
          violations.stream()
              .map(violation -> violation.message().ru() + " " + violation.message().en())
              .collect(Collectors.joining(" "));
      answer.put(
          "says", parts.stream().map(part -> all.contains(part.toString()) ? part : all).toList());
    }
    return answer;
  }

  /** Of each obligation the parts that the expectation at its place names. */
  private List<Map<String, Object>> obligations(DealFacts facts) {
    List<?> expected = words.get("exist") instanceof List<?> list ? list : List.of();
    List<Map<String, Object>> exist = new ArrayList<>();
    for (Obligation obligation : regulation.obligations(facts, when.now())) {
      if (wanted("obligations", obligation.rule())) {
        String id = obligation.rule() + " " + obligation.kind().name().toLowerCase(Locale.ROOT);
        Object of = exist.size() < expected.size() ? expected.get(exist.size()) : Map.of();
        Object named = of instanceof Map<?, ?> map ? map.get(id) : null;
        Map<String, Object> parts = new HashMap<>();
        if (named instanceof Map<?, ?> details) {
          details
              .keySet()
              .forEach(part -> parts.put(part.toString(), part(obligation, part.toString())));
        }
        exist.add(Map.of(id, parts));
      }
    }
    return exist;
  }

  private Object part(Obligation obligation, String part) {
    return switch (part) {
      case "for" -> obligation.anchor();
      case "who" -> obligation.assignee();
      case "dueOn" -> shown(obligation.dueOn());
      case "dueAt" -> obligation.dueAt().toString();
      case "met" -> Boolean.toString(obligation.met());
      case "results" -> obligation.results();
      case "onMiss" -> shown(obligation.onMiss());
      default -> throw new IllegalArgumentException("an obligation has no " + part);
    };
  }

  private static Object shown(PlanItem item) {
    String line = item.state().name().toLowerCase(Locale.ROOT) + " " + item.rule();
    return item.action() == null ? line : line + " " + item.action();
  }

  private boolean wanted(String question, String rule) {
    return !(words.get(question) instanceof List<?> rules) || rules.contains(rule);
  }

  private static String folded(PlanLine line) {
    return Stream.concat(Stream.of(line.item()), line.with().stream())
        .map(item -> Question.shown(item))
        .map(Object::toString)
        .collect(Collectors.joining(" + "));
  }

  private String word(String name) {
    return Objects.requireNonNull(
            words.get(name),
            () -> "a case has one of move, action, edit, obligations, plan, settle")
        .toString();
  }

  /** What is expected, with days and moments as an answer has them. */
  private Object shown(@Nullable Object expected) {
    if (expected instanceof Map<?, ?> map) {
      Map<String, Object> all = new LinkedHashMap<>();
      map.forEach((name, value) -> all.put(name.toString(), shown(value)));
      return all;
    }
    if (expected instanceof List<?> list) {
      return list.stream().map(this::shown).toList();
    }
    return switch (expected) {
      case null -> "";
      case String text ->
          text.startsWith("chat ") ? "chat " + when.shown(text.substring(5)) : when.shown(text);
      case BigDecimal amount -> amount.toPlainString();
      default -> expected.toString();
    };
  }
}
