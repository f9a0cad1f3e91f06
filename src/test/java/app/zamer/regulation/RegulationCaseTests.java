package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The clauses of the regulation, case by case: {@code
 * src/test/resources/regulation/<family>/cases.yaml}.
 */
class RegulationCaseTests {

  @TestFactory
  Stream<DynamicContainer> everyCaseComesOutAsItIsWritten() {
    return CaseFile.all().stream()
        .map(
            file ->
                DynamicContainer.dynamicContainer(
                    file.family(), file.file(), tests(file).stream()));
  }

  private static List<DynamicTest> tests(CaseFile file) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map<String, Object> words : file.cases()) {
      for (ZoneId zone : zones(file, words)) {
        String name =
            Objects.requireNonNull(
                    words.get("name"), () -> "a case of " + file.family() + " has no name")
                .toString();
        tests.add(
            DynamicTest.dynamicTest(
                zone.equals(RegulationFixture.MOSCOW) ? name : name + " (" + zone + ")",
                () -> {
                  Question question = question(regulation(words, zone), words, zone);
                  assertThat(question.answer()).isEqualTo(question.expected());
                }));
      }
    }
    return tests;
  }

  @Test
  void everyGuardIsBrokenByOneCaseAndHeldByAnother() {
    assertThat(watched().neverBroken()).as("guards that no case breaks").isEmpty();
    assertThat(watched().neverHeld()).as("guards that no case fulfils").isEmpty();
  }

  @Test
  void everyObligationStepSettlementAndEffectIsAskedForByOneCaseAndNotByAnother() {
    assertThat(watched().neverTrue()).as("what no case asks for").isEmpty();
    assertThat(watched().neverFalse()).as("what every case asks for").isEmpty();
  }

  /**
   * Asks the questions of every case once more, watching which expressions of the file answer what.
   */
  private static Coverage watched() {
    var coverage = new Coverage();
    for (CaseFile file : CaseFile.all()) {
      for (Map<String, Object> words : file.cases()) {
        for (ZoneId zone : zones(file, words)) {
          question(coverage.watched(regulation(words, zone)), words, zone).answer();
        }
      }
    }
    return coverage;
  }

  private static List<ZoneId> zones(CaseFile file, Map<String, Object> words) {
    Object own = words.get("zone");
    return own == null ? file.zones() : List.of(ZoneId.of(own.toString()));
  }

  private static Regulation regulation(Map<String, Object> words, ZoneId zone) {
    return RegulationFixture.regulation(
        zone, words.get("with") instanceof Map<?, ?> with ? CaseFile.map(with) : Map.of());
  }

  private static Question question(Regulation regulation, Map<String, Object> words, ZoneId zone) {
    When when = When.at(String.valueOf(words.get("now")), zone);
    return new Question(regulation, when, CaseFile.given(words), words);
  }
}
