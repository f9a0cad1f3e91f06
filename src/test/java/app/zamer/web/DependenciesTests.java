package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the program depends on has its reason written down. */
class DependenciesTests {
  private static final Pattern DEPENDENCIES =
      Pattern.compile("(?s)</dependencyManagement>.*?<dependencies>(.*?)</dependencies>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<dependency>.*?<artifactId>([^<]+)</artifactId>");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`/]+)`");
  private static final Pattern KEPT =
      Pattern.compile("(?m)^\\| `(static/[^`]+)` \\| ([0-9.]+) \\| `([0-9a-f]{64})`");
  private static final Path RESOURCES = Path.of("src/main/resources");

  @Test
  void everyDependencyHasItsReasonAndNoReasonIsLeftOver() throws IOException {
    var dependencies = DEPENDENCIES.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(dependencies.find()).isTrue();
    String page = Files.readString(Path.of("docs/decisions/dependencies.md"));

    assertThat(found(ROW, page))
        .containsExactlyInAnyOrderElementsOf(found(ARTIFACT, dependencies.group(1)));
  }

  @Test
  void whatIsKeptInTheRepositoryIsWhatThePageAndTheListOfComponentsSay() throws Exception {
    String page = Files.readString(Path.of("docs/decisions/dependencies.md"));
    String components = Files.readString(RESOURCES.resolve("META-INF/sbom/web.cdx.json"));

    var kept = KEPT.matcher(page).results().toList();
    assertThat(kept).hasSize(JsonPath.<List<?>>read(components, "$.components").size());
    for (var row : kept) {
      byte[] file = Files.readAllBytes(RESOURCES.resolve(row.group(1)));
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
          .isEqualTo(row.group(3));
      assertThat(
              JsonPath.<List<String>>read(
                  components, "$.components[?(@.version == '" + row.group(2) + "')]..content"))
          .contains(row.group(3));
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
