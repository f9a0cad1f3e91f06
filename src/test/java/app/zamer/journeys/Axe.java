package app.zamer.journeys;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an accessibility checker objects to on a page; brought there once, asked several times. */
final class Axe {
  private static final String SCRIPT = script();
  private static final String OBJECTIONS =
      """
      options => axe.run(document, {resultTypes: ['violations'], ...options}).then(({ violations }) =>
        violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(node => node.target.join(' '))}`))
      """;

  private final Page page;

  Axe(Page page) {
    this.page = page;
    page.evaluate(SCRIPT);
  }

  List<?> objections() {
    return (List<?>) page.evaluate(OBJECTIONS, Map.of());
  }

  /** All that another theme can spoil. */
  List<?> contrast() {
    return (List<?>)
        page.evaluate(
            OBJECTIONS,
            Map.of("runOnly", Map.of("type", "rule", "values", List.of("color-contrast"))));
  }

  private static String script() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
