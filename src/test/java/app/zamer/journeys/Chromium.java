package app.zamer.journeys;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real browser, started once for all journeys. It ends with the JVM. */
final class Chromium {
  private static final List<String> OPTIONS =
      List.of(
          "--no-sandbox",
          // in which people see the browser's own controls, such as those for days
          "--lang=ru-RU",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** How long a page may take on a machine that is busy with other things; it is never slept. */
  private static final double PATIENCE_MILLIS = 30_000;

  private static final Browser RUNNING = start();

  private Chromium() {}

  /**
   * A browser of somebody who has just sat down: no cookies, Russian, Moscow time.
   *
   * @param width of the window, in pixels
   */
  static BrowserContext open(int width, ColorScheme scheme) {
    BrowserContext context =
        RUNNING.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 780 : 900)
                .setColorScheme(scheme)
                .setLocale("ru-RU")
                .setTimezoneId(Zamer.ZONE.getId()));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return context;
  }

  private static Browser start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(installed())
                .setArgs(OPTIONS)
                .setEnv(russian()));
  }

  private static Map<String, String> russian() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("LANGUAGE", "ru");
    return environment;
  }

  private static Path installed() {
    return Stream.of(
            System.getenv().getOrDefault("ZAMER_BROWSER", ""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No Chromium: install the package chromium, or name one in ZAMER_BROWSER."));
  }
}
