package app.zamer.regulation;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Which stages, clauses and words of fields there are, only the regulation file says; and a deal's
 * stage is written through one door. Both are looked for in the compiled program, in the templates
 * and in migrations.
 */
class NamesInOnePlaceTests {
  /** Statuses of a measurement that happen to be called like a stage; the HTTP API fixes them. */
  private static final Set<String> STATUSES = Set.of("no-sheet");

  private static final Set<String> KNOW_STATUSES = Set.of();

  /** What shows people how a stage is written decides nothing. */
  private static final Set<String> DOCUMENTATION = Set.of("app/zamer/web/OpenApiConfiguration");

  private static final Pattern EXAMPLE = Pattern.compile("(например|such as) [a-z]+/[a-z-]+");

  private static final Regulation REGULATION =
      RegulationFixture.regulation(RegulationFixture.MOSCOW);

  /** Words of a field that are something else as well, and what it is there. */
  private static final Map<String, Set<String>> SOMETHING_ELSE =
      Map.ofEntries(
          // parts of a deal's JSON and of its card
          entry("deals/DealBody", Set.of("contract")),
          entry("deals/DealCards", Set.of("contract")),
          entry("measurements/LedgerEdit", Set.of("contract")),
          entry("measurements/VisitReport", Set.of("contract")),
          // columns, parameters of statements and of templates
          entry("deals/DealRepository", Set.of("repeat")),
          entry("measurements/CalendarQuery", Set.of("repeat")),
          entry("measurements/LedgerQuery", Set.of("repeat")),
          entry("measurements/VisitBelongings", Set.of("repeat")),
          entry("handover/HandoverPages", Set.of("done")),
          entry("measurements/MeasurementRepository", Set.of("repeat")),
          entry("measurements/MyVisitQuery", Set.of("repeat")),
          entry("notices/SettingRepository", Set.of("confirmed")),
          entry("reports/ListQuery", Set.of("other")),
          entry("clients/ClientRegisterQuery", Set.of("other")),
          entry("clients/ClientSearch", Set.of("exact", "contract")),
          // states of what stands in the calendar, of a message about an address, of a day chosen
          entry("measurements/Slot", Set.of("planned", "confirmed")),
          entry("notices/ChoicePages", Set.of("confirmed")),
          entry("activities/ActivityController", Set.of("planned")),
          entry("activities/ActivityPages", Set.of("other")),
          // kinds of files and types, an account that is another, what a stranger answers
          entry("files/FileKind", Set.of("other")),
          entry("web/ErrorAnswers", Set.of("other")),
          entry("users/SignInAgain", Set.of("other")),
          entry("intake/GivenAnswer", Set.of("changed-mind", "other")),
          // how a missed call was settled, and what an activity can be completed with
          entry("telephony/MissedCallRepository", Set.of("done")),
          entry("leads/LeadCards", Set.of("confirmed", "done")),
          entry("leads/LeadChanges", Set.of("done")),
          // names of facts
          entry("regulation/yaml/Vocabulary", Set.of("planned", "confirmed", "done")));

  /** Until then migrations stand as they are; those after it ask no word of the file. */
  private static final String LAST_WITH_WORDS = "V202612010200";

  private static final String DEALS = "app/zamer/deals/";
  private static final List<ClassModel> PROGRAM = program();

  @Test
  void noStageIsNamedInTheProgram() {
    List<String> named = new ArrayList<>();
    for (ClassModel type : PROGRAM) {
      String name = name(type);
      if (!name.startsWith("app/zamer/demo/") && !DOCUMENTATION.contains(name)) {
        strings(type)
            .map(text -> EXAMPLE.matcher(text).replaceAll(""))
            .filter(text -> namesStage(text, KNOW_STATUSES.contains(name)))
            .forEach(text -> named.add(name + ": " + text));
      }
    }
    assertThat(named).as("stages belong into sales.yaml").isEmpty();
  }

  @Test
  void noStageIsNamedInATemplate() throws IOException {
    Path templates = Path.of("src/main/jte");
    if (!Files.exists(templates)) {
      return;
    }
    try (Stream<Path> files = Files.walk(templates)) {
      assertThat(files.filter(Files::isRegularFile).filter(file -> namesStage(read(file), false)))
          .as("templates that name a stage")
          .isEmpty();
    }
  }

  @Test
  void noClauseAndNoWordOfAFieldIsNamedInTheProgram() {
    List<String> named = new ArrayList<>();
    for (ClassModel type : PROGRAM) {
      String name = name(type);
      if (!name.startsWith("app/zamer/demo/") && !DOCUMENTATION.contains(name)) {
        Set<String> others =
            SOMETHING_ELSE.getOrDefault(
                name.replaceFirst("app/zamer/", "").split("\\$", 2)[0], Set.of());
        strings(type)
            .filter(text -> !others.contains(text) && (namesClause(text) || namesWord(text)))
            .forEach(text -> named.add(name + ": " + text));
      }
    }
    assertThat(named).as("clauses and words belong into sales.yaml").isEmpty();
  }

  @Test
  void noClauseAndNoWordOfAFieldIsNamedInATemplate() throws IOException {
    Pattern quoted = Pattern.compile("(?:equals\\(|[=!]=\\s*|List\\.of\\()\"([a-z-]+)\"");
    try (Stream<Path> files = Files.walk(Path.of("src/main/jte"))) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .filter(
                      file -> {
                        String text = read(file);
                        // of a day, not of a field
                        return file.endsWith("activities/plan.jte")
                            ? namesClause(text)
                            : namesClause(text)
                                || quoted
                                    .matcher(text)
                                    .results()
                                    .map(found -> found.group(1))
                                    .anyMatch(NamesInOnePlaceTests::namesWord);
                      }))
          .as("templates that name a clause or a word")
          .isEmpty();
    }
  }

  @Test
  void noMigrationNamesAWordAnyMore() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/db/migration"))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".sql"))
                  .filter(file -> after(file.getFileName().toString()))
                  .filter(file -> namesClause(read(file)) || namesWord(read(file))))
          .isEmpty();
    }
  }

  @Test
  void aStageThatWereNamedWouldBeFound() {
    assertThat(namesStage("sales/measurement", false)).isTrue();
    assertThat(namesStage("where stage = 'pre-measurement'", false)).isTrue();
    assertThat(namesStage("deferred/month-" + "\1", false)).isTrue();
    assertThat(namesStage("no-sheet", false)).isTrue();
    assertThat(namesStage("no-sheet", true)).isFalse();
    assertThat(namesStage("refused-before-measurement", false)).isFalse();
    assertThat(namesStage("measurement.date", false)).isFalse();
    assertThat(namesClause("x.rule = 'MEAS-5'")).isTrue();
    assertThat(namesClause("MEAS-55")).isFalse();
    assertThat(namesWord("planned")).isTrue();
    assertThat(namesWord("where m.status = 'planned'")).isTrue();
    assertThat(namesWord("m.planned_on")).isFalse();
  }

  @Test
  void onlyItsRepositoryWritesTheRowOfADeal() {
    Pattern write =
        Pattern.compile("(update|insert\\s+into|delete\\s+from|merge\\s+into)\\s+deal\\b(?!_)");
    assertThat(
            types(
                type ->
                    strings(type)
                        .anyMatch(text -> write.matcher(text.toLowerCase(Locale.ROOT)).find())))
        .containsExactly(DEALS + "DealRepository");
  }

  @Test
  void onlyTheChangesOfDealsUpdateIt() {
    assertThat(callers("DealRepository", "update")).containsExactly(DEALS + "DealChanges");
    assertThat(callers("DealRepository", "insert")).containsExactly(DEALS + "Deals");
  }

  @Test
  void onlyTheDoorsOfDealsChangeThem() {
    assertThat(callers("DealChanges", "write"))
        .isSubsetOf(
            DEALS + "DealActivities",
            DEALS + "DealChanges",
            DEALS + "DealFollowers",
            DEALS + "DealMeasurements",
            DEALS + "Deals")
        .contains(DEALS + "Deals");
    assertThat(callers("DealChanges", "follow")).allMatch(type -> type.startsWith(DEALS));
  }

  @Test
  void onlyTheDoorsOfDealsAskWhereADealMayGo() {
    assertThat(types(type -> calls(type, "app/zamer/regulation/Regulation", "decide")))
        .isSubsetOf(
            DEALS + "DealChanges",
            DEALS + "Deals",
            "app/zamer/regulation/Agenda",
            "app/zamer/regulation/Plans",
            "app/zamer/regulation/Regulation");
  }

  private static boolean after(String migration) {
    return migration.length() > LAST_WITH_WORDS.length()
        && migration.startsWith("V2026")
        && migration.compareTo(LAST_WITH_WORDS) > 0;
  }

  private static boolean namesClause(String text) {
    return REGULATION.clauses().stream()
        .map(Rulebook.Clause::id)
        .anyMatch(id -> Pattern.compile("(?<![\\w-])" + id + "(?![\\w-])").matcher(text).find());
  }

  /** A word that tells by itself, or any as the whole text or in the quotes of SQL. */
  private static boolean namesWord(String text) {
    return words()
        .anyMatch(
            word ->
                text.equals(word)
                    || text.contains("'" + word + "'")
                    || (word.contains("-")
                        && Pattern.compile("(?<![\\w.-])" + word + "(?![\\w-])")
                            .matcher(text)
                            .find()));
  }

  private static Stream<String> words() {
    LeadRules leads = REGULATION.leads();
    return Stream.concat(
        REGULATION.fields().values().stream().flatMap(field -> field.words().keySet().stream()),
        Stream.concat(
                leads.stages().stream().map(LeadRules.Stage::id), leads.reasons().keySet().stream())
            .filter(word -> word.contains("-")));
  }

  private static boolean namesStage(String text, boolean statusesAllowed) {
    for (Rulebook.Pipeline pipeline : REGULATION.pipelines()) {
      if (text.equals(pipeline.id())
          || Pattern.compile("\\b" + pipeline.id() + "/[a-z*]").matcher(text).find()) {
        return true;
      }
      for (Rulebook.Stage stage : pipeline.stages()) {
        String id = stage.id().stage();
        // Of one word are also fields, tables and modules; with its pipeline it was looked for
        // above.
        boolean telling = id.contains("-") && !(statusesAllowed && STATUSES.contains(id));
        if (telling && Pattern.compile("(?<![\\w-])" + id + "(?![\\w-])").matcher(text).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<String> callers(String type, String method) {
    return types(caller -> calls(caller, DEALS + type, method));
  }

  /** Whether a class refers to a method, by calling it or by a method reference. */
  private static boolean calls(ClassModel caller, String type, String method) {
    return entries(caller)
        .filter(MemberRefEntry.class::isInstance)
        .map(MemberRefEntry.class::cast)
        .anyMatch(
            entry ->
                entry.owner().asInternalName().equals(type) && entry.name().equalsString(method));
  }

  private static Set<String> types(Predicate<ClassModel> wanted) {
    return PROGRAM.stream()
        .filter(wanted)
        .map(NamesInOnePlaceTests::name)
        .map(name -> name.split("\\$", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> strings(ClassModel type) {
    return entries(type)
        .filter(StringEntry.class::isInstance)
        .map(entry -> ((StringEntry) entry).stringValue());
  }

  private static Stream<PoolEntry> entries(ClassModel type) {
    return StreamSupport.stream(type.constantPool().spliterator(), false);
  }

  private static String name(ClassModel type) {
    return type.thisClass().asInternalName();
  }

  private static List<ClassModel> program() {
    try {
      Path classes =
          Path.of(
                  ZamerApplication.class
                      .getProtectionDomain()
                      .getCodeSource()
                      .getLocation()
                      .toURI())
              .resolve("app/zamer");
      try (Stream<Path> files = Files.walk(classes)) {
        return files
            .filter(file -> file.toString().endsWith(".class"))
            .map(NamesInOnePlaceTests::parsed)
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassModel parsed(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
