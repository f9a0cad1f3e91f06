package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the program depends on has its reason written down. */
class DependenciesTests {
  private static final Pattern DEPENDENCIES =
      Pattern.compile("(?s)</dependencyManagement>.*?<dependencies>(.*?)</dependencies>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<dependency>.*?<artifactId>([^<]+)</artifactId>");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`");

  @Test
  void everyDependencyHasItsReasonAndNoReasonIsLeftOver() throws IOException {
    var dependencies = DEPENDENCIES.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(dependencies.find()).isTrue();
    String page = Files.readString(Path.of("docs/decisions/dependencies.md"));

    assertThat(found(ROW, page))
        .containsExactlyInAnyOrderElementsOf(found(ARTIFACT, dependencies.group(1)));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
