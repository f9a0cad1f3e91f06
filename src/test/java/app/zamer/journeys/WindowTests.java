package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.journeys.ScreenTests.Screen;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A window is what it is wherever it is opened: the page behind it stays where it was, its title
 * and its foot are in sight, nothing in it is cut, and the focus goes back to what opened it. A few
 * pages with every build, on a phone; every page that offers a window, on a phone and at a desk, by
 * {@code ./zamer windows}.
 */
class WindowTests {
  private static final boolean EVERYWHERE = Boolean.getBoolean("zamer.windows.everywhere");
  private static final Set<String> USUAL =
      Set.of("day", "round", "board", "deal-measurement", "visits", "ledger-all");
  private static final Map<String, BrowserContext> BROWSERS = new HashMap<>();

  /** Every page can be scrolled, whatever is on it. */
  private static final String LONG =
      "document.getElementById('content').style.paddingBottom = '150vh'";

  private static final String OFFERED =
      """
      () => {
        const seen = new Set();
        return [...document.querySelectorAll('[hx-target="#dialog-body"][hx-get]')]
          .filter(it => it.getClientRects().length && !it.disabled && !it.closest('dialog'))
          .filter(it => {
            const kind = it.getAttribute('hx-get').replace(/\\d+/g, '#') + (it.innerText || it.ariaLabel || '').replace(/:.*$/, '');
            return !seen.has(kind) && seen.add(kind);
          })
          .map((it, number) => { it.dataset.window = number; return String(number); });
      }
      """;

  private static final String STANDS =
      """
      () => {
        const dialog = document.getElementById('dialog');
        const body = document.getElementById('dialog-body');
        const wrong = [];
        const inSight = (name, it) => {
          const at = it.getBoundingClientRect();
          if (at.top < 0 || at.left < 0 || at.bottom > innerHeight + .5 || at.right > innerWidth + .5) wrong.push(name + ' out of sight: ' + JSON.stringify(at));
        };
        inSight('window', dialog);
        inSight('title', document.getElementById('dialog-title'));
        const foot = body.querySelector('.modal-footer');
        if (foot) for (const it of [foot, ...foot.children]) inSight('foot', it);
        if (body.scrollWidth > body.clientWidth) wrong.push('wider than the window by ' + (body.scrollWidth - body.clientWidth));
        if (!dialog.contains(document.activeElement) || document.activeElement.matches('.btn-close')) wrong.push('the focus is on ' + document.activeElement.outerHTML.slice(0, 80));
        return wrong;
      }
      """;

  static Stream<Screen> pages() {
    return ScreenTests.screens()
        .filter(screen -> !screen.user().isEmpty())
        .filter(screen -> EVERYWHERE || USUAL.contains(screen.name()));
  }

  @AfterAll
  static void close() {
    BROWSERS.values().forEach(BrowserContext::close);
    BROWSERS.clear();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void keepsThePagesPlaceAndShowsItsFoot(Screen screen) {
    for (int width : EVERYWHERE ? List.of(360, 1440) : List.of(360)) {
      Page page = browser(screen.user()).newPage();
      page.setViewportSize(width, width < 500 ? 640 : 900);
      page.navigate(Zamer.withSample().url() + ScreenTests.addressed(screen.path()));
      PlaywrightAssertions.assertThat(page.locator("[aria-busy=true]")).hasCount(0);
      page.evaluate(LONG);
      Set<String> wrong = new LinkedHashSet<>();
      for (Object offered : (List<?>) page.evaluate(OFFERED)) {
        wrong.addAll(opened(page, "[data-window='" + offered + "']"));
      }
      assertThat(wrong).as("%s, %s pixels wide", screen, width).isEmpty();
      page.close();
    }
  }

  private static List<String> opened(Page page, String opener) {
    Object place =
        page.evaluate(
            """
            opener => {
              const it = document.querySelector(opener);
              it.scrollIntoView({ block: 'center', behavior: 'instant' });
              it.focus({ preventScroll: true });
              return it.getBoundingClientRect().top;
            }
            """,
            opener);
    List<String> wrong = new ArrayList<>();
    String what =
        (String) page.evaluate("it => document.querySelector(it).outerHTML.slice(0, 160)", opener);
    page.evaluate("it => document.querySelector(it).click()", opener);
    page.waitForSelector("#dialog[open] #dialog-title");
    for (Object each : (List<?>) page.evaluate(STANDS)) {
      wrong.add(each + " — " + what);
    }
    if (moved(page, opener, place)) {
      wrong.add("the page was moved by opening — " + what);
    }
    page.keyboard().press("Escape");
    page.waitForSelector("#dialog:not([open])", hidden());
    if (moved(page, opener, place)) {
      wrong.add("the page was moved by closing — " + what);
    }
    Object focus =
        page.evaluate(
            "it => document.activeElement === document.querySelector(it) ? '' :"
                + " document.activeElement.outerHTML.slice(0, 80)",
            opener);
    if (!focus.equals("")) {
      wrong.add("after closing the focus is on " + focus + " — " + what);
    }
    return wrong;
  }

  /** What was looked at is where it was, even if something above it has grown meanwhile. */
  private static boolean moved(Page page, String opener, Object place) {
    return (boolean)
        page.evaluate(
            "([it, was]) => Math.abs(document.querySelector(it).getBoundingClientRect().top - was)"
                + " > 2",
            List.of(opener, place));
  }

  private static Page.WaitForSelectorOptions hidden() {
    return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);
  }

  private static BrowserContext browser(String user) {
    return BROWSERS.computeIfAbsent(
        user,
        key -> {
          BrowserContext browser = Chromium.open(1440, ColorScheme.LIGHT);
          Page page = browser.newPage();
          page.navigate(Zamer.withSample().url() + "/login");
          BrowserJourney.signIn(page, user);
          page.close();
          return browser;
        });
  }
}
