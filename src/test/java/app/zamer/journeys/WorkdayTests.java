package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** A day's work in the pages: what is to be done, the morning round, the leads. */
class WorkdayTests extends BrowserJourney {
  @Test
  void theRoundShowsAMissedSheetAfterAQuarterPastTen() {
    Deal deal = visited(in(1), "no-contract");
    clock(in(2), 10, 14);
    Page anna = at("anna");
    open(anna, "/day/round");
    Locator row = anna.locator("[data-row=v" + deal.id + "]");
    assertThat(row).containsText("Без договора");
    assertThat(row).not().containsText("пропущено");

    clock(in(2), 10, 16);
    open(anna, "/day/round");
    assertThat(row.locator("li", new Locator.LocatorOptions().setHasText("MEAS-11")))
        .containsText("пропущено");
    assertThat(row).containsText("Нет замерного листа");
  }

  @Test
  void aDayIsWorkedThroughByKeyboard() {
    Deal first = bare();
    Deal second = bare();
    first.plan("Первое дело", TODAY).ok();
    second.plan("Второе дело", TODAY).ok();
    Page anna = at("anna");
    open(anna, "/day");
    Locator row =
        anna.locator("[data-row]", new Page.LocatorOptions().setHasText("Первое дело")).first();
    row.locator("[data-primary]").focus();
    anna.keyboard().press("Enter");
    Locator done = anna.locator("#dialog input[value=done]");
    assertThat(anna.locator("#dialog")).isVisible();
    done.focus();
    anna.keyboard().press("Space");
    anna.locator("#dialog [type=submit]").focus();
    anna.keyboard().press("Enter");

    assertThat(anna.locator("#notes")).containsText("Сделано");
    assertThat(row).hasCount(0);
    // the one that has taken its place is marked and has the focus
    assertThat(anna.locator("[data-row][aria-current]")).isVisible();
    anna.waitForFunction("document.activeElement.closest('[data-row][aria-current]') !== null");
  }

  @Test
  void aConfirmationIsMovedToANewDate() {
    Deal deal = preMeasurement(in(10));
    clock(in(7), 9, 0);
    Page anna = at("anna");
    open(anna, deal.path());
    anna.locator(".step:has(button)", new Page.LocatorOptions().setHasText("PRE-5"))
        .first()
        .locator("button")
        .click();
    anna.locator("label", new Page.LocatorOptions().setHasText("Перенёс")).click();
    anna.fill("#newDate", in(20).toString());
    anna.locator("#dialog [type=submit]").click();

    assertThat(anna.locator("#notes")).containsText("Перенесено на");
    assertThat(deal.text("measurement.date")).isEqualTo(in(20).toString());
    assertThat(deal.dueOn("PRE-5")).containsExactly(in(17));
    agrees(deal);
  }

  @Test
  void aLeadBecomesADeal() {
    Page anna = at("anna");
    open(anna, "/leads");
    anna.locator("[hx-get='/leads/new']").click();
    anna.fill("#phone", zamer.phone());
    anna.fill("#clientName", "Вера Лазарева");
    anna.press("#clientName", "Enter");
    anna.waitForURL("**/leads/*");
    anna.locator("#lead [hx-get$='/convert']").click();
    anna.locator("#dialog [type=submit]").click();

    assertThat(anna.locator("#notes")).containsText("Сделка создана");
    assertThat(anna.locator("#section-lead a[href^='/deals/']")).isVisible();
  }
}
