package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The ledger's pages: one fact seen from both sides, and a request granted by one click. */
class LedgerInBrowserTests extends BrowserJourney {
  @Test
  void whatIsEditedInTheLedgerIsInTheDealAtOnce() {
    Deal deal = preMeasurement(in(10));
    Page page = at("anna");
    open(page, "/ledger");
    Locator row = page.locator("#ledger-" + deal.id);
    row.locator("button").click();
    page.fill("#edit-estimate-amount", "много");
    page.fill("#edit-measurement-date", in(12).toString());
    page.click("#dialog .modal-footer .btn-primary");
    assertThat(page.locator("#edit-estimate-amount-more")).containsText("Сумма — число");
    assertThat(page.locator("#edit-estimate-amount")).hasValue("много");

    page.fill("#edit-estimate-amount", "99 500,50");
    page.click("#dialog .modal-footer .btn-primary");
    assertThat(page.locator("#dialog")).not().isVisible();
    assertThat(row).containsText("99\u00a0500,50\u00a0₽");
    assertThat(row).containsText("обновлено в");
    assertThat(Json.amount(deal.json(), "estimate.amount")).isEqualByComparingTo("99500.50");
    assertThat(deal.text("measurement.date")).isEqualTo(in(12).toString());
    agrees(deal);

    deal.set("estimate.amount", 87000);
    assertThat(row).containsText("87\u00a0000,00\u00a0₽");
    open(page, "/ledger/reports");
    assertThat(page.locator("#reconciliation")).containsText("Всё сходится");
  }

  @Test
  void aRequestIsGrantedByOneClickAndWhoAskedSeesIt() {
    Deal deal = preMeasurement(in(10));
    Page anna = at("anna");
    open(anna, "/ledger");
    Page olga = at("olga");
    open(olga, "/ledger/requests");
    anna.click("#ledger-edit-" + deal.id);
    anna.click("#dialog .ledger-ask button");
    anna.selectOption("#edit-status", "repeat-visit");
    anna.fill("#ledger-comment", "Стены не готовы");
    anna.click("#dialog .modal-footer .btn-primary");
    Locator row = anna.locator("#ledger-" + deal.id);
    assertThat(row).containsText("Запрошен: Повторный выезд");

    Locator request =
        olga.locator("article").filter(new Locator.FilterOptions().setHasText("Стены не готовы"));
    request.locator("button").first().click();
    assertThat(row.locator(".ledger-status")).containsText("Повторный выезд");
    assertThat(row).not().containsText("Запрошен");
    open(anna, "/ledger/requests");
    assertThat(anna.locator("#requests")).containsText("Выполнен: ");
    agrees(deal);
  }
}
