package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pictures of the guide are those of the screens; {@code ./zamer pictures} takes them. */
class GuidePictureTests {
  private static final Path GUIDE = Path.of("docs", "guide");
  private static final Path PICTURES = GUIDE.resolve("pictures");
  private static final Pattern SHOWN = Pattern.compile("\\(pictures/([a-z0-9-]+)\\.png\\)");

  @Test
  void everyPictureThatIsShownIsThereAndNoOther() throws IOException {
    assertThat(shown()).isEqualTo(there());
  }

  @Test
  void everyPictureIsOneOfAScreen() throws IOException {
    Set<String> screens = ScreenTests.screens().map(Object::toString).collect(Collectors.toSet());
    assertThat(shown()).allMatch(name -> screens.contains(name.replaceFirst("-(360|768)$", "")));
  }

  private static Set<String> shown() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> pages = Files.list(GUIDE)) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        SHOWN
            .matcher(Files.readString(page))
            .results()
            .map((MatchResult match) -> match.group(1))
            .forEach(names::add);
      }
    }
    return names;
  }

  private static Set<String> there() throws IOException {
    if (!Files.exists(PICTURES)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(PICTURES)) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.png$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
