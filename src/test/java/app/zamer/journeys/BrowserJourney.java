package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** A journey in a real browser: every person has one of his own, and no page may complain. */
abstract class BrowserJourney extends Journey {
  static final String PASSWORD = "zamer-demo";
  static final int DESK = 1440;
  static final int PHONE = 360;

  // an answer that refuses is one a page shows, and the browser tells of it in the console as well,
  // as it does of a network that a journey has switched off, and htmx of a question that was
  // overtaken by a newer one
  private static final Pattern REFUSED =
      Pattern.compile(
          "Failed to load resource: (the server responded with a status of"
              + " 4\\d\\d.*|net::ERR_INTERNET_DISCONNECTED)|htmx:(sendAbort|afterRequest), .*");

  private final List<BrowserContext> browsers = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @AfterEach
  void noPageHasComplained() {
    browsers.forEach(BrowserContext::close);
    assertThat(complaints).isEmpty();
  }

  /** The first page of somebody who has signed in at a desk. */
  final Page at(String user) {
    return at(user, DESK);
  }

  /** The first page of somebody who has signed in on a screen of this width in pixels. */
  final Page at(String user, int width) {
    Page page = stranger(width);
    page.navigate(zamer.url() + "/login");
    signIn(page, user);
    return page;
  }

  /** The button that plans a deal's visit in the list of those that wait. */
  static Locator planning(Page page, Deal deal) {
    return readOn(page, "#plan-" + deal.id, "button[hx-get^='/visits/waiting']");
  }

  /**
   * Something in a list that goes on by a button of its own: other journeys have left there what
   * stands before.
   *
   * @param more selects that button
   */
  static Locator readOn(Page page, String wanted, String more) {
    Locator found = page.locator(wanted);
    Locator on = page.locator(more);
    found.or(on).first().waitFor();
    while (found.count() == 0 && on.count() > 0) {
      String rest = on.getAttribute("hx-get");
      on.click();
      page.locator("[hx-get='" + rest + "']")
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }
    return found;
  }

  /** Fills in the form that is on the page. */
  static void signIn(Page page, String user) {
    page.fill("#login", user);
    page.fill("#password", PASSWORD);
    page.press("#password", "Enter");
    page.waitForURL(address -> !address.contains("/login"));
  }

  /** An empty page of somebody who has not signed in. */
  final Page stranger(int width) {
    BrowserContext browser = Chromium.open(width, ColorScheme.LIGHT);
    browsers.add(browser);
    Page page = browser.newPage();
    page.onConsoleMessage(this::hear);
    page.onPageError(complaints::add);
    return page;
  }

  /** Opens another page of the program in the same window. */
  final void open(Page page, String path) {
    page.navigate(zamer.url() + path);
  }

  private void hear(ConsoleMessage message) {
    boolean complains = message.type().equals("error") || message.type().equals("warning");
    if (complains && !REFUSED.matcher(message.text()).matches()) {
      complaints.add(message.text());
    }
  }
}
