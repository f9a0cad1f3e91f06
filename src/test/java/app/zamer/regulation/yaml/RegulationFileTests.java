package app.zamer.regulation.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
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
  void theSameTextIsTheSameVersionAndAnotherIsAnother() throws IOException, URISyntaxException {
    String text = Files.readString(folder("sound").resolve("sales.yaml"));
    assertThat(version(text))
        .startsWith("1-")
        .isEqualTo(version(text))
        .isNotEqualTo(version(text + "\n"));
  }

  private static void check(Path folder) throws IOException {
    assertThat(errors(folder))
        .containsExactlyElementsOf(Files.readAllLines(folder.resolve("errors.txt")));
  }

  private static List<String> errors(Path folder) throws IOException {
    return switch (RegulationFile.read(
        "sales.yaml", Files.readString(folder.resolve("sales.yaml")), MOSCOW)) {
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
}
