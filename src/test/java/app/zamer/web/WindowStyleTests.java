package app.zamer.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A window may be opened from any page, so what it looks like and what its parts do stands in the
 * style sheets and scripts of the shell, which every page has, and in none of a single page.
 */
class WindowStyleTests {
  private static final Path PAGES = Path.of("src/main/jte");
  private static final Path ASSETS = Path.of("src/main/resources/static/assets");

  /** What the shell loads on every page, and what pages without the shell have. */
  private static final Set<String> EVERYWHERE =
      Set.of("zamer.css", "windows.css", "intake.css", "zamer.js", "windows.js", "live.js");

  /** What only the board's own menu says to the board, and the engineer's page to its own form. */
  private static final Set<String> OF_ONE_PAGE = Set.of("data-to", "data-errors");

  private static final Pattern INCLUDED = Pattern.compile("@template\\.([\\w.]+)\\(");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w-]*");
  private static final Pattern CHOSEN = Pattern.compile("(?<!\\()\"([^\"]*)\"");
  private static final String EXPRESSION = "\\$\\{(?:[^{}]|\\{[^}]*})*}";
  private static final Pattern CLASSES =
      Pattern.compile("class=\"((?:[^\"$]|\\$\\{(?:[^{}]|\\{[^}]*})*})*)\"");
  private static final Pattern RULE = Pattern.compile("([^{}@;]+)\\{");
  private static final Pattern CLASS = Pattern.compile("\\.(-?[A-Za-z][\\w-]*)");
  private static final Pattern DATA = Pattern.compile("\\b(data-[a-z-]+)");

  @Test
  void noStyleSheetOfAPageSpeaksOfWhatStandsInAWindow() throws IOException {
    Set<String> windows = classes();
    assertThat(windows).contains("modal-footer", "asked-grid", "if-contract", "plan-when");
    Set<String> found = new TreeSet<>();
    for (Path sheet : assets(".css")) {
      String text = Files.readString(sheet).replaceAll("(?s)/\\*.*?\\*/", "");
      for (Matcher rule = RULE.matcher(text); rule.find(); ) {
        for (String selector : rule.group(1).split(",(?![^(]*\\))")) {
          if (meansAWindow(selector, windows)) {
            found.add(sheet.getFileName() + ": " + selector.strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noScriptOfAPageLooksForWhatStandsInAWindow() throws IOException {
    Set<String> marks = new HashSet<>();
    for (String page : windows()) {
      DATA.matcher(Files.readString(file(page))).results().forEach(it -> marks.add(it.group(1)));
    }
    assertThat(marks).contains("data-copy", "data-dismiss");
    marks.removeAll(OF_ONE_PAGE);
    Set<String> found = new TreeSet<>();
    for (Path script : assets(".js")) {
      String text = Files.readString(script);
      marks.stream()
          .filter(mark -> text.contains("[" + mark))
          .forEach(mark -> found.add(script.getFileName() + ": " + mark));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noWindowBringsAStyleSheetThatChangesThePageBehindIt() throws IOException {
    for (String page : windows()) {
      assertThat(Files.readString(file(page)))
          .as(page)
          .doesNotContain("<link", "<style", "<script");
    }
  }

  // a rule reaches into a window when nothing in it is the name of something on the page around
  private static boolean meansAWindow(String selector, Set<String> windows) {
    Set<String> named =
        CLASS.matcher(selector).results().map(it -> it.group(1)).collect(Collectors.toSet());
    boolean within = !selector.contains("#") && !named.isEmpty() && windows.containsAll(named);
    return within || selector.strip().startsWith("dialog");
  }

  /** Classes that the templates of windows name, in whatever state. */
  private static Set<String> classes() throws IOException {
    Set<String> names = new HashSet<>();
    for (String page : windows()) {
      for (Matcher found = CLASSES.matcher(Files.readString(file(page))); found.find(); ) {
        String plain = found.group(1).replaceAll(EXPRESSION, " ");
        String chosen =
            CHOSEN.matcher(found.group(1)).results().map(it -> it.group(1)).collect(joining(" "));
        NAME.matcher(plain + " " + chosen).results().forEach(it -> names.add(it.group()));
      }
    }
    return names;
  }

  /** The windows, and what they are put together from, as templates call them. */
  private static Set<String> windows() throws IOException {
    Deque<String> open = new ArrayDeque<>();
    try (Stream<Path> files = Files.walk(PAGES)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jte")).toList()) {
        String text = Files.readString(file);
        boolean frame = file.endsWith("layout.jte");
        if (!frame
            && (text.contains("\"dialog-title\"") || text.contains("@template.leads.head("))) {
          open.add(PAGES.relativize(file).toString().replace('/', '.').replaceFirst("\\.jte$", ""));
        }
      }
    }
    Set<String> all = new TreeSet<>();
    while (!open.isEmpty()) {
      String page = open.remove();
      if (Files.exists(file(page)) && all.add(page)) {
        INCLUDED
            .matcher(Files.readString(file(page)))
            .results()
            .forEach(it -> open.add(it.group(1)));
      }
    }
    return all;
  }

  private static Path file(String page) {
    return PAGES.resolve(page.replace('.', '/') + ".jte");
  }

  private static List<Path> assets(String ending) throws IOException {
    try (Stream<Path> files = Files.list(ASSETS)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !EVERYWHERE.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }
}
