package app.zamer.regulation;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Which stages there are, only the regulation file says; and a deal's stage is written through one
 * door. Both are looked for in the compiled program.
 */
class NamesInOnePlaceTests {
  /** Statuses of a measurement that happen to be called like a stage; the HTTP API fixes them. */
  private static final Set<String> STATUSES = Set.of("no-sheet");

  private static final Set<String> KNOW_STATUSES = Set.of();

  /** What shows people how a stage is written decides nothing. */
  private static final Set<String> DOCUMENTATION = Set.of("app/zamer/web/OpenApiConfiguration");

  private static final Pattern EXAMPLE = Pattern.compile("(например|such as) [a-z]+/[a-z-]+");

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
  void aStageThatWereNamedWouldBeFound() {
    assertThat(namesStage("sales/measurement", false)).isTrue();
    assertThat(namesStage("where stage = 'pre-measurement'", false)).isTrue();
    assertThat(namesStage("deferred/month-" + "\1", false)).isTrue();
    assertThat(namesStage("no-sheet", false)).isTrue();
    assertThat(namesStage("no-sheet", true)).isFalse();
    assertThat(namesStage("refused-before-measurement", false)).isFalse();
    assertThat(namesStage("measurement.date", false)).isFalse();
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
            "app/zamer/regulation/Plans",
            "app/zamer/regulation/Regulation");
  }

  private static boolean namesStage(String text, boolean statusesAllowed) {
    for (Rulebook.Pipeline pipeline :
        RegulationFixture.regulation(RegulationFixture.MOSCOW).pipelines()) {
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
