package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.Rulebook.Clause;
import app.zamer.regulation.Rulebook.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables of the guide say what the regulation file says. */
class GuideTests {
  private static final Map<String, String> SCOPES =
      Map.of("свои", "OWN", "выезд", "VISIT", "все", "ALL");

  private final Rulebook book = RegulationFixture.regulation(RegulationFixture.MOSCOW).book();

  @Test
  void everyClauseHasItsLineInTheOrderOfTheFile() {
    assertThat(table("| пункт | что делает программа |").stream().map(List::getFirst))
        .containsExactlyElementsOf(book.clauses().stream().map(Clause::id).toList());
  }

  @Test
  void theRightsAreThoseOfTheFile() {
    List<List<String>> lines = table("| право | ");
    List<String> roles = lines.getFirst();
    Map<String, Map<String, Scope>> written = new LinkedHashMap<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Map<String, Scope> scopes = new LinkedHashMap<>();
      for (int i = 1; i < line.size(); i++) {
        String scope = SCOPES.get(line.get(i));
        if (scope != null) {
          scopes.put(roles.get(i), Scope.valueOf(scope));
        }
      }
      written.put(line.getFirst().replace("`", ""), scopes);
    }
    assertThat(written).isEqualTo(book.rights());
  }

  /** The cells of the table that begins so; its head too, if that names anything but itself. */
  private static List<List<String>> table(String head) {
    List<String> lines = guide().lines().toList();
    int begin = 0;
    while (!lines.get(begin).startsWith(head)) {
      begin++;
    }
    boolean named = !lines.get(begin).equals(head);
    return lines.stream()
        .skip(begin)
        .takeWhile(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("|---"))
        .skip(named ? 0 : 1)
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  private static String guide() {
    try {
      return Files.readString(Path.of("docs", "guide", "README.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
