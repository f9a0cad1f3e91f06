package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a browser loads for a page at its first visit and at the next: bytes as they come over the
 * line, compressed. The table stays in {@code target/page-weight.md}.
 */
class PageWeightTests {
  private static final Set<String> KEPT = Set.of("script", "stylesheet", "image", "font");
  private static final Path TABLE = Path.of("target", "page-weight.md");

  /** One answer that came over the line. */
  private record Loaded(String type, String path, int bytes) {}

  @BeforeAll
  static void head() throws IOException {
    Files.writeString(
        TABLE,
        """
        | | first visit, KB | requests | next visit, KB | requests |
        |---|---|---|---|---|
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "board, anna, /board, 300",
    "deal card, anna, /deals/4, 300",
    "my day, anna, /day, 300",
    "my day of an engineer, egor, /visits/mine, 300",
    "calendar of visits, kira, /visits, 300",
    "reports, olga, /reports, 330" // draws, which takes 170 KB
  })
  void isSmallAtFirstAndWithoutScriptsAndStylesAfterwards(
      String name, String user, String path, int mostKilobytes) throws IOException {
    try (BrowserContext browser = Chromium.open(1440, ColorScheme.LIGHT)) {
      signIn(browser, user);
      List<Loaded> first = loaded(browser, path);
      List<Loaded> next = loaded(browser, path);

      assertThat(bytes(first)).as("%s", first).isPositive().isLessThan(mostKilobytes * 1024);
      assertThat(next).filteredOn(answer -> KEPT.contains(answer.type())).isEmpty();
      Files.writeString(
          TABLE,
          "| %s | %d | %d | %d | %d |%n"
              .formatted(name, kb(first), first.size(), kb(next), next.size()),
          StandardOpenOption.APPEND);
    }
  }

  // by hand, so that the page itself is the first thing this browser loads
  private static void signIn(BrowserContext browser, String user) {
    String url = Zamer.withSample().url();
    String form = browser.request().get(url + "/login").text();
    String csrf = form.replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    browser
        .request()
        .post(
            url + "/login",
            RequestOptions.create()
                .setForm(
                    FormData.create()
                        .set("login", user)
                        .set("password", BrowserJourney.PASSWORD)
                        .set("_csrf", csrf)));
  }

  private static List<Loaded> loaded(BrowserContext browser, String path) {
    List<Request> requests = new ArrayList<>();
    Page page = browser.newPage();
    page.onRequestFinished(requests::add);
    assertThat(page.navigate(Zamer.withSample().url() + path).status()).isEqualTo(200);
    page.waitForLoadState(LoadState.LOAD);
    PlaywrightAssertions.assertThat(page.locator(".htmx-request")).hasCount(0);
    List<Loaded> loaded =
        List.copyOf(requests).stream()
            .map(PageWeightTests::of)
            .filter(answer -> answer.bytes() > 0)
            .toList();
    page.close();
    return loaded;
  }

  private static Loaded of(Request request) {
    Sizes sizes = request.sizes();
    return new Loaded(
        request.resourceType(), request.url(), sizes.responseBodySize + sizes.responseHeadersSize);
  }

  private static int bytes(List<Loaded> loaded) {
    return loaded.stream().mapToInt(Loaded::bytes).sum();
  }

  private static int kb(List<Loaded> loaded) {
    return (bytes(loaded) + 1023) / 1024;
  }
}
