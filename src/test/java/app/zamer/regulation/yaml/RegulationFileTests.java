package app.zamer.regulation.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.RegulationFixture;
import app.zamer.regulation.Topic;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whoever writes a regulation is told of all his mistakes at once, each with its place. One folder
 * of {@code regulation/broken} a kind of mistake: {@code sales.yaml} as he wrote it, {@code
 * errors.txt} what he reads.
 */
class RegulationFileTests {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  @TestFactory
  Stream<DynamicTest> everyMistakeIsToldWithItsPlace() throws IOException, URISyntaxException {
    try (Stream<Path> folders = Files.list(folder("broken"))) {
      List<Path> cases = folders.sorted().toList();
      return cases.stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      folder.getFileName().toString(), folder.toUri(), () -> check(folder)));
    }
  }

  @Test
  void theFileThatTheMistakesAreMadeInIsSound() throws IOException, URISyntaxException {
    assertThat(errors(folder("sound"))).isEmpty();
  }

  @Test
  void whatWasSoundOnceIsRefusedWhereItsWordsAreOfAnotherType()
      throws IOException, URISyntaxException {
    String text = Files.readString(folder("sound").resolve("sales.yaml"));
    String other = text.replace("farDays: 32", "farDays: \"32\"");
    assertThat(errors(text)).isEmpty();
    assertThat(errors(other)).singleElement().asString().startsWith("sales.yaml:28:");
    assertThat(errors(text)).isEmpty();
  }

  @Test
  void theSameTextIsTheSameVersionAndAnotherIsAnother() throws IOException, URISyntaxException {
    String text = Files.readString(folder("sound").resolve("sales.yaml"));
    assertThat(version(text))
        .startsWith("1-")
        .isEqualTo(version(text))
        .isNotEqualTo(version(text + "\n"));
  }

  @Test
  void aFileThatWouldTakeTheProgramsTimeIsRefusedAtOnce() throws IOException, URISyntaxException {
    String sound = Files.readString(folder("sound").resolve("sales.yaml"));
    StringBuilder aliases = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      aliases.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(9));
      aliases.append("*a%d]\n".formatted(i - 1));
    }
    List<String> files =
        List.of(
            aliases.toString(),
            "a: &a [*a]\n",
            "a: &a {b: *a}\n",
            "[".repeat(5000) + "]".repeat(5000),
            sound.replaceFirst(
                "\ndefinitions:",
                "\ndefinitions:\n  deep: \""
                    + "(".repeat(3000)
                    + "1"
                    + ")".repeat(3000)
                    + " == 1\""),
            sound.replaceFirst(
                "\ndefinitions:",
                "\ndefinitions:\n  long: \"" + "true && ".repeat(3000) + "true\""),
            "x".repeat(RegulationFile.LONGEST + 1));

    for (String file : files) {
      assertThat(file).isNotEqualTo(sound);
      assertThatCode(
              () ->
                  assertThat(
                          CompletableFuture.supplyAsync(
                                  () -> RegulationFile.read("sales.yaml", file, MOSCOW))
                              .get(10, TimeUnit.SECONDS))
                      .isInstanceOf(Reading.Broken.class))
          .as(file.substring(0, Math.min(file.length(), 30)))
          .doesNotThrowAnyException();
    }
  }

  private static void check(Path folder) throws IOException {
    assertThat(errors(folder))
        .containsExactlyElementsOf(Files.readAllLines(folder.resolve("errors.txt")));
  }

  private static List<String> errors(Path folder) throws IOException {
    return errors(Files.readString(folder.resolve("sales.yaml")));
  }

  private static List<String> errors(String text) {
    return switch (RegulationFile.read("sales.yaml", text, MOSCOW)) {
      case Reading.Sound sound -> List.of();
      case Reading.Broken(List<Flaw> flaws) -> flaws.stream().map(Flaw::toString).toList();
    };
  }

  private static String version(String text) {
    return ((Reading.Sound) RegulationFile.read("sales.yaml", text, MOSCOW)).regulation().version();
  }

  private static Path folder(String name) throws URISyntaxException {
    URL folder =
        Objects.requireNonNull(RegulationFileTests.class.getResource("/regulation/" + name), name);
    return Path.of(folder.toURI());
  }

  @Test
  void aFileThatDoesNotSayWhatItsWordsMeanMeansWhatTheProgramsDo() {
    Regulation own = RegulationFixture.regulation(MOSCOW);
    String older =
        RegulationFixture.resource("sales.yaml")
            .replaceAll(", means: [a-z-]+", "")
            .replaceAll("(?m)^references:\\n( {2}.*\\n)+", "");

    Reading read = RegulationFile.read("sales.yaml", older, own.zone(), own.fields());

    assertThat(read).isInstanceOf(Reading.Sound.class);
    Regulation regulation = ((Reading.Sound) read).regulation();
    assertThat(regulation.fields()).isEqualTo(own.fields());
    assertThat(regulation.clauseOf(Topic.LEAD_CLOSE)).isEmpty();
    Regulation completed = regulation.completedBy(own);
    for (Topic topic : Topic.values()) {
      assertThat(completed.clauseOf(topic)).isEqualTo(own.clauseOf(topic)).isNotEmpty();
    }
  }
}
