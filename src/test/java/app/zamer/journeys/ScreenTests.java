package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.function.SingletonSupplier;

/**
 * Every page as a person sees it: nothing that an accessibility checker objects to, be it light or
 * dark, and nothing wider than a phone. {@code ./zamer pictures} takes pictures of all of them, on
 * every screen and in both themes, which stay in {@code target/screens}.
 */
class ScreenTests {
  private static final Path PICTURES = Path.of("target", "screens");
  private static final String AT_ONCE =
      """
      () => {
        const style = new CSSStyleSheet();
        style.replaceSync('* { transition: none !important }');
        document.adoptedStyleSheets = [style];
      }
      """;
  private static final Pattern STAGE = Pattern.compile("\\{([a-z-]+)}");
  private static final List<Integer> WIDTHS = List.of(360, 768, 1440);
  private static final Map<String, BrowserContext> BROWSERS = new HashMap<>();
  private static final Supplier<String> FORM = SingletonSupplier.of(ScreenTests::form);
  private static final Supplier<String> BOOKING = SingletonSupplier.of(ScreenTests::booking);

  /**
   * @param user who looks; empty for nobody who has signed in
   */
  record Screen(String name, String user, String path) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Screen> screens() {
    return Stream.of(
        new Screen("login", "", "/login"),
        new Screen("account", "anna", "/account"),
        new Screen("notices", "anna", "/notices"),
        new Screen("notices-head", "olga", "/notices?kind=escalation"),
        new Screen("notices-choices", "anna", "/account/notices"),
        new Screen("reports", "olga", "/reports"),
        new Screen("reports-list", "olga", "/reports/list?what=lost&period=quarter"),
        new Screen("reports-late", "olga", "/reports/late"),
        new Screen("ledger", "anna", "/ledger"),
        new Screen("ledger-all", "olga", "/ledger?order=asc"),
        new Screen("ledger-print", "olga", "/ledger/print?status=done"),
        new Screen("ledger-reports", "olga", "/ledger/reports"),
        new Screen("ledger-requests", "olga", "/ledger/requests"),
        new Screen("client", "olga", "/clients/1"),
        new Screen("clients", "anna", "/clients"),
        new Screen("clients-found", "olga", "/clients?q=анна"),
        new Screen("clients-duplicates", "olga", "/clients/duplicates"),
        new Screen("client-merge", "olga", "/clients/1/merge?with=2"),
        new Screen("client-merge-with", "olga", "/clients/1/merge"),
        new Screen("client-data", "olga", "/clients/1/data"),
        new Screen("client-anonymise", "olga", "/clients/1/anonymise"),
        new Screen("board", "anna", "/board"),
        new Screen("board-all", "olga", "/board"),
        new Screen("board-late", "olga", "/board?due=late"),
        new Screen("board-deferred", "olga", "/board/deferred"),
        new Screen("search", "anna", "/search?q=Петр"),
        new Screen("day", "anna", "/day"),
        new Screen("day-technologist", "tanya", "/day"),
        new Screen("day-communications", "kira", "/day"),
        new Screen("day-head", "olga", "/day"),
        new Screen("round", "anna", "/day/round"),
        new Screen("round-head", "olga", "/day/round"),
        new Screen("calls", "anna", "/calls"),
        new Screen("calls-head", "olga", "/calls"),
        new Screen("calls-all", "olga", "/calls/all"),
        new Screen("leads", "anna", "/leads"),
        new Screen("leads-late", "olga", "/leads?late=true"),
        new Screen("lead", "anna", "/leads/7"),
        new Screen("lead-actions", "olga", "/leads/actions"),
        new Screen("deal", "olga", "/deals/{pre-measurement}"),
        new Screen("deal-estimate", "olga", "/deals/{estimate}"),
        new Screen("deal-measurement", "kira", "/deals/{measurement}"),
        new Screen("deal-after", "olga", "/deals/{after-measurement}"),
        new Screen("deal-chat", "olga", "/deals/{measurement}/chat"),
        new Screen("stamps", "tanya", "/stamps"),
        new Screen("visits", "kira", "/visits"),
        new Screen("visits-of-manager", "anna", "/visits"),
        new Screen("mine", "egor", "/visits/mine"),
        new Screen("regulation", "anna", "/regulation"),
        new Screen("admin-users", "admin", "/admin/users"),
        new Screen("admin-tokens", "admin", "/admin/tokens"),
        new Screen("admin-parameters", "admin", "/admin/regulation"),
        new Screen("admin-file", "admin", "/admin/regulation/file"),
        new Screen("admin-editions", "admin", "/admin/regulation/editions"),
        new Screen("admin-intake", "admin", "/admin/intake?of={form}"),
        new Screen("intake-form", "", "/intake/form/{form}"),
        new Screen("intake-thanks", "", "/intake/form/{form}/thanks"),
        new Screen("booking", "", "/booking/{booking}"),
        new Screen("booking-gone", "", "/booking/no-such-link"),
        new Screen("admin-company", "admin", "/admin/company"),
        new Screen("admin-audit", "admin", "/admin/audit"));
  }

  @AfterAll
  static void close() {
    BROWSERS.values().forEach(BrowserContext::close);
    BROWSERS.clear();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void everybodyCanUse(Screen screen) {
    Page page = opened(screen, ColorScheme.LIGHT);
    var axe = new Axe(page);
    assertThat(axe.objections()).as("%s, light", screen).isEmpty();
    // what fades from one colour to the other would be caught on its way
    page.evaluate(AT_ONCE);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertThat(axe.contrast()).as("%s, dark", screen).isEmpty();
    page.setViewportSize(WIDTHS.getFirst(), 780);
    assertThat(tooWide(page)).as("pixels wider than %s", WIDTHS.getFirst()).isZero();
    page.close();
  }

  /** On a phone, a tablet and a desk, light and dark. */
  @ParameterizedTest
  @MethodSource("screens")
  @EnabledIfSystemProperty(
      named = "zamer.pictures",
      matches = "true",
      disabledReason = "./zamer pictures takes them")
  void everybodySees(Screen screen) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = opened(screen, scheme);
      for (int width : WIDTHS) {
        page.setViewportSize(width, width < 500 ? 780 : 900);
        String theme = scheme.name().toLowerCase(Locale.ROOT);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(screen.name() + "-" + width + "-" + theme + ".png")));
        assertThat(tooWide(page)).as("pixels wider than %s", width).isZero();
        if (width != WIDTHS.get(1)) {
          assertThat(new Axe(page).objections()).as("%s, %s, %s", screen, width, scheme).isEmpty();
        }
      }
      page.close();
    }
  }

  private static Page opened(Screen screen, ColorScheme scheme) {
    Page page = browser(screen.user(), scheme).newPage();
    page.navigate(Zamer.withSample().url() + addressed(screen.path()));
    // parts that are loaded by themselves
    PlaywrightAssertions.assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    return page;
  }

  /**
   * An address in which a stage in braces stands for the newest open deal of it, {@code form} for
   * the key of a form for the company's site, and {@code booking} for a client's link.
   */
  static String addressed(String path) {
    Matcher stage = STAGE.matcher(path);
    return stage.replaceAll(
        found ->
            switch (found.group(1)) {
              case "form" -> FORM.get();
              case "booking" -> BOOKING.get();
              default -> newest(found.group(1));
            });
  }

  private static String newest(String stage) {
    return Json.text(
        Zamer.withSample()
            .as("olga")
            .get("/deals?pipeline=sales&status=open&size=1&stage=" + stage)
            .items()
            .getFirst(),
        "id");
  }

  private static String form() {
    return Zamer.withSample()
        .as("admin")
        .post(
            "/intake-forms",
            "name",
            "Главная страница",
            "title",
            "Оставьте заявку на замер",
            "source",
            "Сайт",
            "consent",
            "Я согласен на обработку моих персональных данных: имени и телефона — для ответа на эту"
                + " заявку.")
        .is(201)
        .text("key");
  }

  private static String booking() {
    String link =
        Zamer.withSample()
            .as("olga")
            .post("/deals/" + newest("pre-measurement") + "/booking")
            .is(201)
            .text("link");
    return link.substring(link.lastIndexOf('/') + 1);
  }

  private static BrowserContext browser(String user, ColorScheme scheme) {
    return BROWSERS.computeIfAbsent(
        user + scheme,
        key -> {
          BrowserContext browser = Chromium.open(1440, scheme);
          if (!user.isEmpty()) {
            Page page = browser.newPage();
            page.navigate(Zamer.withSample().url() + "/login");
            page.fill("#login", user);
            page.fill("#password", BrowserJourney.PASSWORD);
            page.press("#password", "Enter");
            page.waitForURL(address -> !address.contains("/login"));
            page.close();
          }
          return browser;
        });
  }

  private static int tooWide(Page page) {
    return (int)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}
