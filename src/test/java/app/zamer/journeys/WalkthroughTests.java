package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk through two deals that README shows: it can be walked, and README shows it as it is. */
class WalkthroughTests {
  private static final Path SCRIPT = Path.of("docs", "walkthrough.sh");

  @Test
  void twoDealsGoFromTheFirstCallToTheEnd(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process walk =
        new ProcessBuilder("sh", SCRIPT.toString(), Zamer.running().url())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = walk.waitFor(2, TimeUnit.MINUTES);
    walk.destroy();
    assertThat(ended).as("ended in two minutes; it said\n%s", Files.readString(said)).isTrue();
    assertThat(walk.exitValue()).as("exit code; it said\n%s", Files.readString(said)).isZero();
  }

  @Test
  void readmeShowsEveryRequestOfTheWalkInItsOrder() throws IOException {
    assertThat(requests(Path.of("README.md"))).isEqualTo(requests(SCRIPT)).hasSizeGreaterThan(30);
  }

  /** Lines that make a request, but for the last one, by which the script tidies up. */
  private static List<String> requests(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("api "))
        .filter(line -> !line.contains("date -u"))
        .toList();
  }
}
