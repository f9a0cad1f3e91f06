package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;

/**
 * The board in a real browser: with the mouse, with the keyboard alone, and beside somebody else.
 */
class BoardJourneyTests extends BrowserJourney {
  @Test
  void aCardIsDraggedToAStageThatAllowsIt() {
    Deal deal = bare();
    Page page = at("anna");
    open(page, "/board");

    hold(page, deal, "sales/postponed");
    assertThat(column(page, "sales/postponed"))
        .hasClass(java.util.regex.Pattern.compile("is-allowed"));
    assertThat(column(page, "sales/signing"))
        .hasClass(java.util.regex.Pattern.compile("is-refused"));
    assertThat(column(page, "sales/measurement").locator(".board-why")).containsText("Не хватает");
    page.mouse().up();

    assertThat(cardIn(page, deal, "sales/postponed")).isVisible();
    assertThat(page.locator(".is-holding")).hasCount(0);
    assertThat(page.locator("#notes")).containsText("Перенос");
    assertThat(deal.stage()).isEqualTo("sales/postponed");
  }

  @Test
  void aRefusedDropGoesBackOrIsRepairedInTheWindow() {
    Deal deal = estimate().moved("sales/postponed");
    Page page = at("anna");
    open(page, "/board");

    hold(page, deal, "sales/measurement");
    page.mouse().up();
    assertThat(page.locator("#dialog-title")).containsText("Замер");
    page.keyboard().press("Escape");
    assertThat(cardIn(page, deal, "sales/postponed")).isVisible();
    assertThat(deal.stage()).isEqualTo("sales/postponed");

    hold(page, deal, "sales/measurement");
    page.mouse().up();
    page.locator("dialog input[type=date]").first().fill(in(2).toString());
    page.locator("dialog button.btn-primary").click();

    assertThat(cardIn(page, deal, "sales/measurement")).isVisible();
    assertThat(page.locator("dialog[open]")).hasCount(0);
    assertThat(deal.stage()).isEqualTo("sales/measurement");
    assertThat(deal.text("measurement.date")).isEqualTo(in(2).toString());
  }

  @Test
  void aDealIsMovedByKeyboardAloneAndKeepsTheFocus() {
    Deal deal = bare();
    Page page = at("anna");
    open(page, "/board");

    choose(page, deal, "sales/postponed");

    assertThat(cardIn(page, deal, "sales/postponed")).isVisible();
    assertThat(cardIn(page, deal, "sales/postponed").locator(".deal-card-move")).isFocused();
    assertThat(deal.stage()).isEqualTo("sales/postponed");
  }

  @Test
  void aDropBeyondThePointOfNoReturnIsAskedFirstAndCanBeGivenUp() {
    Deal deal = estimate(in(10));
    Page page = at("anna");
    open(page, "/board");

    hold(page, deal, "sales/pre-measurement");
    page.mouse().up();
    assertThat(page.locator("#dialog .move-warning")).containsText("нельзя");
    assertThat(page.locator("#dialog [data-dismiss][autofocus]")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog[open]")).hasCount(0);
    assertThat(cardIn(page, deal, "sales/estimate")).isVisible();
    assertThat(deal.stage()).isEqualTo("sales/estimate");

    hold(page, deal, "sales/pre-measurement");
    page.mouse().up();
    page.locator("#dialog .modal-footer .btn-primary").click();
    assertThat(cardIn(page, deal, "sales/pre-measurement")).isVisible();
    assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
  }

  @Test
  void byKeyboardTooItIsAskedBeforeADealCannotGoBack() {
    Deal deal = estimate(in(2));
    Page page = at("anna");
    open(page, "/board");

    choose(page, deal, "sales/measurement");
    assertThat(page.locator("#dialog .move-warning")).containsText("нельзя");
    page.keyboard().press("Escape");
    assertThat(cardIn(page, deal, "sales/estimate")).isVisible();
    assertThat(deal.stage()).isEqualTo("sales/estimate");

    choose(page, deal, "sales/measurement");
    assertThat(page.locator("#dialog .move-warning")).isVisible();
    page.locator("#dialog .modal-footer .btn-primary").focus();
    page.keyboard().press("Enter");
    assertThat(cardIn(page, deal, "sales/measurement")).isVisible();
    assertThat(deal.stage()).isEqualTo("sales/measurement");
  }

  @Test
  void whatOthersDoAppearsWithoutLosingWhereOneIs() {
    Deal deal = bare();
    for (int i = 0; i < 24; i++) {
      bare();
    }
    Page anna = at("anna");
    open(anna, "/board");
    Page olga = at("olga");
    open(olga, "/board?who=anna");
    Locator cards = olga.locator(".board-cards[data-stage='sales/estimate']");
    cards.evaluate("list => list.scrollTop = list.scrollHeight");
    assertThat(card(olga, deal)).isVisible();
    cards.evaluate("list => list.scrollTop = 700");
    int before = count(olga, "sales/estimate");
    olga.waitForFunction("document.documentElement.dataset.connected === 'yes'");

    deal.moved("sales/postponed");
    Deal fresh = bare();

    assertThat(cardIn(olga, deal, "sales/postponed")).isAttached();
    assertThat(cardIn(olga, fresh, "sales/estimate")).isAttached();
    assertThat(cardIn(anna, deal, "sales/postponed")).isAttached();
    assertThat((int) cards.evaluate("list => Math.round(list.scrollTop)")).isGreaterThan(500);
    assertThat(cards.locator(".deal-card")).not().hasCount(20);
    assertThat(count(olga, "sales/estimate")).isEqualTo(before);
    fresh.moved("sales/postponed");
    assertThat(olga.locator(total("sales/estimate"))).hasText(String.valueOf(before - 1));
  }

  /** Sends a deal to a stage from its menu, by keyboard alone. */
  private static void choose(Page page, Deal deal, String to) {
    card(page, deal).locator("a").focus();
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("#dialog-title")).containsText("Переместить");
    Locator target = page.locator("dialog [data-to='" + to + "']");
    for (int i = 0; i < 30 && !focused(target); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");
  }

  private static void hold(Page page, Deal deal, String over) {
    column(page, over).scrollIntoViewIfNeeded();
    Locator held = card(page, deal);
    held.scrollIntoViewIfNeeded();
    BoundingBox from = held.boundingBox();
    page.mouse().move(from.x + 60, from.y + from.height - 12);
    page.mouse().down();
    page.mouse().move(from.x + 75, from.y + from.height - 4, new Mouse.MoveOptions().setSteps(3));
    BoundingBox to = page.locator(".board-cards[data-stage='" + over + "']").first().boundingBox();
    page.mouse().move(to.x + 80, to.y + 90, new Mouse.MoveOptions().setSteps(8));
    assertThat(cardIn(page, deal, over)).isAttached();
  }

  private static boolean focused(Locator locator) {
    return (boolean) locator.evaluate("it => it === document.activeElement");
  }

  private static int count(Page page, String stage) {
    return Integer.parseInt(page.locator(total(stage)).innerText().strip());
  }

  private static String total(String stage) {
    return "[data-total='" + stage + "'] .board-count";
  }

  private static Locator column(Page page, String stage) {
    return page.locator(".board-column[data-stage='" + stage + "']");
  }

  private static Locator card(Page page, Deal deal) {
    return page.locator(".board #deal-" + deal.id);
  }

  private static Locator cardIn(Page page, Deal deal, String stage) {
    return page.locator(
        ".board .board-cards[data-stage='" + stage + "'] #deal-" + deal.id + ":not(.is-moving)");
  }
}
