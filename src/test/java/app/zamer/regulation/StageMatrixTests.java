package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.Rulebook.Stage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * From every stage to every stage, with everything that the way asks for, with each single fact of
 * it missing, and with each two.
 */
class StageMatrixTests {
  private static final Regulation REGULATION =
      RegulationFixture.regulation(RegulationFixture.MOSCOW);
  private static final When NOW = When.at("2026-03-10 12:00", RegulationFixture.MOSCOW);
  private static final List<StageId> STAGES =
      REGULATION.pipelines().stream().flatMap(p -> p.stages().stream()).map(Stage::id).toList();

  /**
   * What can be missing, and who says so on the way to a stage: {@code stage} or {@code pipeline/*}
   * → violations.
   */
  private static final Map<String, Map<String, Set<String>>> MISSED = missed();

  @Test
  void aDealWithEverythingGoesWhereItsStageLeadsAndNowhereElse() {
    pairs(
        (from, to) -> {
          DealFacts complete = facts(from, to, Set.of());
          Decision decision = REGULATION.decide(complete, to, NOW.now());
          assertThat(decision instanceof Decision.Allowed)
              .as("%s → %s: %s", from, to, decision)
              .isEqualTo(leads(from, to));
        });
  }

  @Test
  void onlyTheFirstStepOverThePointOfNoReturnAndALossCannotBeTakenBack() {
    pairs(
        (from, to) -> {
          DealFacts facts = facts(from, to, Set.of());
          boolean passed = facts.reached().stream().anyMatch(StageMatrixTests::closesTheWayBack);
          boolean lost = REGULATION.stage(to).orElseThrow().status() == Rulebook.Status.LOST;
          assertThat(REGULATION.irrevocable(facts, to))
              .as("%s → %s", from, to)
              .isEqualTo(lost || !passed && closesTheWayBack(to));
        });
  }

  // said by what happens, not by how the file puts it: from there an estimate is out of reach
  private static boolean closesTheWayBack(StageId stage) {
    StageId start = REGULATION.start();
    return !stage.equals(start)
        && REGULATION.decide(facts(stage, start, Set.of()), start, NOW.now())
            instanceof Decision.Refused;
  }

  @Test
  void aWayThatDoesNotExistIsRefusedWithTheClauseOfItsEndFirst() {
    pairs(
        (from, to) -> {
          Stage end = REGULATION.stage(to).orElseThrow();
          if (!end.from().contains(from)) {
            Violation first = refused(facts(from, to, Set.of()), to).violations().getFirst();
            assertThat(first.rule())
                .as("%s → %s", from, to)
                .isEqualTo(from.equals(to) ? "STAGES" : end.entry());
            assertThat(first.field()).isNull();
          }
        });
  }

  @Test
  void eachMissingFactIsToldByItsClauseAndField() {
    pairs(
        (from, to) -> {
          if (leads(from, to)) {
            MISSED.forEach(
                (fact, byStage) -> {
                  Set<String> expected = expected(fact, from, to);
                  Decision decision =
                      REGULATION.decide(facts(from, to, Set.of(fact)), to, NOW.now());
                  assertThat(violations(decision))
                      .as("%s → %s without %s", from, to, fact)
                      .containsExactlyInAnyOrderElementsOf(expected);
                });
          }
        });
  }

  @Test
  void twoMissingFactsAreToldTogether() {
    List<String> facts = List.copyOf(MISSED.keySet());
    pairs(
        (from, to) -> {
          if (leads(from, to) && isNoOtherMonth(from) && isNoOtherMonth(to)) {
            Map<String, Set<String>> alone =
                facts.stream()
                    .collect(
                        Collectors.toMap(
                            fact -> fact,
                            fact ->
                                violations(
                                    REGULATION.decide(
                                        facts(from, to, Set.of(fact)), to, NOW.now()))));
            for (int a = 0; a < facts.size(); a++) {
              for (int b = a + 1; b < facts.size(); b++) {
                Set<String> both = new HashSet<>(alone.getOrDefault(facts.get(a), Set.of()));
                both.addAll(alone.getOrDefault(facts.get(b), Set.of()));
                both.removeAll(hidden(facts.get(a), from));
                both.removeAll(hidden(facts.get(b), from));
                both.addAll(together(Set.of(facts.get(a), facts.get(b)), from, to));
                assertThat(
                        violations(
                            REGULATION.decide(
                                facts(from, to, Set.of(facts.get(a), facts.get(b))),
                                to,
                                NOW.now())))
                    .as("%s → %s without %s and %s", from, to, facts.get(a), facts.get(b))
                    .containsExactlyInAnyOrderElementsOf(both);
              }
            }
          }
        });
  }

  @Test
  void whateverIsMissingNoDealComesBackBeforeThePointOfNoReturn() {
    everything(
        (facts, to) -> {
          boolean passed =
              facts.reached().stream()
                  .anyMatch(stage -> REGULATION.stage(stage).orElseThrow().irreversible());
          if (passed && Set.of("estimate", "postponed").contains(to.stage())) {
            assertThat(violations(REGULATION.decide(facts, to, NOW.now()))).contains("IRR-1");
          }
        });
  }

  @Test
  void whatIsPromisedIsWhatIsDecided() {
    pairs(
        (from, prepared) -> {
          if (!isNoOtherMonth(from) || !isNoOtherMonth(prepared)) {
            return;
          }
          DealFacts facts = facts(from, prepared, Set.of());
          Map<StageId, Decision> options = REGULATION.options(facts, NOW.now());
          assertThat(options.keySet()).containsExactlyElementsOf(STAGES);
          options.forEach(
              (to, promised) ->
                  assertThat(REGULATION.decide(facts, to, NOW.now())).isEqualTo(promised));
        });
  }

  @Test
  void aMoveWritesItsStageAndItsEffectsAndNothingElse() {
    Set<String> effects =
        REGULATION.book().effects().stream()
            .map(Rulebook.Effect::field)
            .collect(Collectors.toSet());
    // own words stand beside the reason that they are
    if (effects.contains(DealField.LOSS_REASON.id())) {
      effects.add(DealField.LOSS_REMARK.id());
    }
    everything(
        (facts, to) -> {
          if (REGULATION.decide(facts, to, NOW.now())
              instanceof Decision.Allowed(DealFacts after, String rule)) {
            assertThat(after.stage()).isEqualTo(to);
            Set<StageId> reached = new LinkedHashSet<>(facts.reached());
            reached.add(to);
            assertThat(after.reached()).isEqualTo(reached);
            assertThat(facts.changesTo(after))
                .extracting(DealFacts.Change::field)
                .allMatch(
                    field ->
                        field.equals("stage")
                            || effects.stream()
                                .anyMatch(
                                    effect ->
                                        field.equals(effect) || field.startsWith(effect + ".")));
            assertThat(after.planned()).isEqualTo(facts.planned());
            assertThat(after.completed()).isEqualTo(facts.completed());
            assertThat(after.pinned()).isEqualTo(facts.pinned());
            assertThat(after.files()).isEqualTo(facts.files());
            assertThat(after.chat()).isEqualTo(facts.chat());
            assertThat(after.visitsHeld()).isEqualTo(facts.visitsHeld());
            assertThat(REGULATION.clauses()).extracting(Rulebook.Clause::id).contains(rule);
          }
        });
  }

  @Test
  void everyRefusalSaysInBothLanguagesWhatToDo() {
    Set<String> clauses =
        REGULATION.clauses().stream().map(Rulebook.Clause::id).collect(Collectors.toSet());
    everything(
        (facts, to) -> {
          if (REGULATION.decide(facts, to, NOW.now())
              instanceof Decision.Refused(List<Violation> violations, StageId suggested)) {
            assertThat(violations).isNotEmpty().doesNotHaveDuplicates();
            assertThat(violations)
                .allSatisfy(violation -> Sentences.assertFinished(violation, clauses));
            if (suggested != null) {
              assertThat(suggested).isNotEqualTo(to).isIn(STAGES);
            }
          }
        });
  }

  private static void pairs(BiConsumer<StageId, StageId> check) {
    STAGES.forEach(from -> STAGES.forEach(to -> check.accept(from, to)));
  }

  /** Every way with everything, and with each single fact missing. */
  private static void everything(BiConsumer<DealFacts, StageId> check) {
    pairs(
        (from, to) ->
            Stream.concat(Stream.of(Set.<String>of()), MISSED.keySet().stream().map(Set::of))
                .forEach(missing -> check.accept(facts(from, to, missing), to)));
  }

  /**
   * Whether a deal that has been in no other stage than {@code from} may come to {@code to} at all.
   */
  private static boolean leads(StageId from, StageId to) {
    boolean back = Set.of("estimate", "postponed").contains(to.stage());
    return REGULATION.stage(to).orElseThrow().from().contains(from)
        && !(back && REGULATION.stage(from).orElseThrow().irreversible());
  }

  /** The months are alike, so one of them stands for all where many questions are asked. */
  private static boolean isNoOtherMonth(StageId stage) {
    return !stage.pipeline().equals("deferred") || stage.stage().equals("month-04");
  }

  /** Who is not asked any more when a fact is missing, because his question would be about it. */
  private static Set<String> hidden(String fact, StageId from) {
    return switch (fact) {
      case "measurement.date" -> Set.of("PRE-9");
      case "visit" -> from.stage().equals("no-sheet") ? Set.of() : Set.of("STAGES files");
      default -> Set.of();
    };
  }

  /**
   * What only both together leave unanswered: a visit is an activity as agreed with the client, and
   * so is a contact.
   */
  private static Set<String> together(Set<String> facts, StageId from, StageId to) {
    boolean either =
        from.pipeline().equals("deferred")
            && Set.of("pre-measurement", "measurement").contains(to.stage());
    return either && facts.equals(Set.of("measurement.date", "nextContactOn"))
        ? Set.of("DEF-6 nextContactOn")
        : Set.of();
  }

  private static Decision.Refused refused(DealFacts facts, StageId to) {
    return (Decision.Refused) REGULATION.decide(facts, to, NOW.now());
  }

  private static Set<String> violations(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> Set.of();
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          violations.stream()
              .map(
                  violation ->
                      violation.field() == null
                          ? violation.rule()
                          : violation.rule() + " " + violation.field())
              .collect(Collectors.toSet());
    };
  }

  /** What the stages of a way say when a fact is missing. */
  private static Set<String> expected(String fact, StageId from, StageId to) {
    Map<String, Set<String>> byStage = MISSED.getOrDefault(fact, Map.of());
    Set<String> expected =
        new HashSet<>(
            byStage.getOrDefault(to.stage(), byStage.getOrDefault(to.pipeline() + "/*", Set.of())));
    expected.addAll(byStage.getOrDefault(from.stage() + " → " + to.stage(), Set.of()));
    if (from.pipeline().equals("deferred")) {
      expected.addAll(byStage.getOrDefault("deferred/* → " + to.stage(), Set.of()));
    }
    if (fact.equals("measurement.date")) {
      expected.removeIf(violation -> violation.startsWith("PRE-9"));
    }
    return expected;
  }

  private static Map<String, Map<String, Set<String>>> missed() {
    Map<String, Map<String, Set<String>>> missed = new HashMap<>();
    for (String part :
        List.of("city", "street", "house", "apartment", "entrance", "floor", "intercom")) {
      missed.put(
          "address." + part,
          Map.of(
              "pre-measurement",
              Set.of("PRE-1 address." + part),
              "measurement",
              Set.of("MEAS-1 address." + part)));
    }
    missed.put(
        "measurement.date",
        Map.of(
            "pre-measurement", Set.of("PRE-2 measurement.date"),
            "measurement", Set.of("MEAS-2 measurement.date"),
            "repeat-measurement", Set.of("REP-3 measurement.date")));
    missed.put(
        "measurement.videoAllowed",
        Map.of(
            "pre-measurement",
            Set.of("PRE-3 measurement.videoAllowed"),
            "measurement",
            Set.of("MEAS-3 measurement.videoAllowed")));
    missed.put(
        "measurement.dateKind", Map.of("repeat-measurement", Set.of("REP-2 measurement.dateKind")));
    missed.put(
        "estimate.amount",
        Map.of(
            "pre-measurement", Set.of("PRE-4 estimate.amount"),
            "measurement", Set.of("MEAS-4 estimate.amount"),
            "lost", Set.of("LOST-3 estimate.amount")));
    missed.put("estimate.stampedAt", Map.of());
    missed.put("completed", Map.of("pre-measurement → measurement", Set.of("PRE-9")));
    missed.put(
        "visit",
        Map.of(
            "no-sheet", Set.of("MEAS-11 visit"),
            "after-measurement", Set.of("MEAS-12 visit"),
            "repeat-measurement", Set.of("REP-2 visit"),
            "repeat-measurement → pre-contract", Set.of("REP-4 visit"),
            "repeat-measurement → signing", Set.of("REP-4 visit")));
    missed.put(
        "files.measurementSheets",
        Map.of(
            "after-measurement", Set.of("MEAS-12 files"),
            "no-sheet → pre-contract", Set.of("STAGES files"),
            "no-sheet → signing", Set.of("STAGES files"),
            "lost → pre-contract", Set.of("STAGES files"),
            "lost → signing", Set.of("STAGES files"),
            "deferred/* → pre-contract", Set.of("STAGES files"),
            "deferred/* → signing", Set.of("STAGES files")));
    missed.put(
        "pinned",
        Map.of("lost", Set.of("LOST-1 comments"), "deferred/*", Set.of("DEF-3 comments")));
    missed.put("loss.result", Map.of("lost", Set.of("LOST-2 loss.result")));
    missed.put("loss.reason", Map.of("lost", Set.of("LOST-3 loss.reason")));
    for (String part : List.of("number", "amount", "discount", "clientName")) {
      missed.put("contract." + part, Map.of("won", Set.of("WIN-2 contract." + part)));
    }
    Map<String, Set<String>> contact =
        new HashMap<>(Map.of("deferred/*", Set.of("DEF-2 nextContactOn")));
    for (String stage :
        List.of(
            "estimate",
            "postponed",
            "no-sheet",
            "after-measurement",
            "repeat-measurement",
            "pre-contract",
            "signing")) {
      contact.put("deferred/* → " + stage, Set.of("DEF-6 nextContactOn"));
    }
    missed.put("nextContactOn", contact);
    return missed;
  }

  /**
   * A deal that has everything which the way from a stage to another asks for, except what is
   * missing.
   */
  private static DealFacts facts(StageId from, StageId to, Set<String> missing) {
    Map<String, Object> words = new HashMap<>();
    words.put("stage", from.toString());
    words.put("address", "complete");
    words.put("estimate.amount", "350000.00");
    words.put("estimate.stampedAt", "-5 12:00");
    words.put("measurement.dateKind", "exact");
    words.put("measurement.videoAllowed", "true");
    words.put("chat", List.of("manager", "technologist", "communications-manager", "engineer"));
    words.put("pinned", List.of("Клиенту дорого"));
    words.put("loss.reason", "дорого");
    words.put("contract.number", "12455Ш");
    words.put("contract.amount", "400000.00");
    words.put("contract.discount", "0.00");
    words.put("contract.clientName", "Ильин Пётр");
    words.put("nextContactOn", from.pipeline().equals("deferred") ? "+5" : "+10");
    words.put("measurement.date", "+10");
    if (to.pipeline().equals("deferred")) {
      words.put("nextContactOn", contactIn(to));
    }
    switch (to.stage()) {
      case "measurement" -> {
        words.put("measurement.date", "+2");
        if (from.stage().equals("pre-measurement")) {
          words.put("measurement.decidedOn", "-8");
          words.put("completed", List.of("PRE-5 +2 confirmed"));
        }
      }
      case "repeat-measurement" -> words.put("visit", visit("repeat"));
      case "no-sheet" -> words.put("visit", visit("no-contract"));
      case "after-measurement", "pre-contract", "signing" -> {
        words.put("visit", visit("no-contract"));
        words.put("files.measurementSheets", "1");
        if (!to.stage().equals("after-measurement")) {
          words.put("reached", List.of("sales/measurement"));
        }
      }
      default -> {}
    }
    // With the visit goes its result: a deal without a visit was refused before it.
    boolean held = words.containsKey("visit") && !missing.contains("visit");
    words.put("loss.result", held ? "refused-after-measurement" : "refused-before-measurement");
    missing.forEach(
        fact -> {
          words.remove(fact);
          if (fact.startsWith("address.")) {
            words.put(fact, "");
          }
        });
    return Given.facts(words, NOW);
  }

  private static Map<String, Object> visit(String outcome) {
    return new HashMap<>(Map.of("at", "-1 12:00", "outcome", outcome));
  }

  /**
   * A day more than thirty-two days ahead in the month that a stage of deferred demand stands for.
   */
  private static String contactIn(StageId stage) {
    int month = Integer.parseInt(stage.stage().substring("month-".length()));
    return String.format(Locale.ROOT, "%d-%02d-15", month > 4 ? 2026 : 2027, month);
  }
}
