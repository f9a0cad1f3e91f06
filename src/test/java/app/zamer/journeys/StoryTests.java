package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Whole stories of the regulation, told through the pages by the people whose work they are. */
class StoryTests extends BrowserJourney {
  private static final byte[] SHEET =
      "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void fromPreMeasurementThroughTheVisitToTheContract() {
    LocalDate visit = in(10);
    Deal deal = preMeasurement(visit);
    clock(in(7), 12, 0);

    Page anna = at("anna");
    open(anna, deal.path());
    step(anna, "PRE-5").locator("button").click();
    anna.locator("#dialog label", hasText("Подтвердил")).click();
    anna.locator("#dialog [type=submit]").click();
    take(anna, "PRE-9");
    assertThat(anna.locator(".stage.current")).containsText("Замер");
    assertThat(deal.stage()).isEqualTo("sales/measurement");

    anna.locator("[role=tab]", hasText("Файлы")).click();
    anna.selectOption("select[name=kind]", "estimate-sheet");
    anna.locator("input[name=file]")
        .first()
        .setInputFiles(new FilePayload("Просчёт.pdf", "application/pdf", SHEET));
    assertThat(anna.locator(".files-list")).containsText("Просчёт.pdf");
    open(anna, deal.path() + "/chat");
    anna.locator(".chat-invite summary").click();
    anna.selectOption("select[name=user]", "kira");
    anna.locator(".chat-invite form button").click();
    assertThat(anna.locator("select[name=user] option[value=kira]")).hasCount(0);
    deal.invited("tanya");

    Page tanya = at("tanya");
    open(tanya, "/stamps");
    tanya.locator("#do-stamp-" + deal.id).click();
    assertThat(tanya.locator("#stamp-row-" + deal.id + " [role=status]"))
        .containsText("Печать поставлена: сделка " + deal.id);
    assertThat(tanya.locator("#stamp-row-" + deal.id + " [data-undo]")).isVisible();

    Page kira = at("kira");
    open(kira, "/visits");
    planning(kira, deal).click();
    kira.selectOption("#dialog [name=engineer]", "egor");
    kira.fill("#plan-from", "12:00");
    kira.fill("#plan-to", "14:00");
    kira.click("#dialog .btn-primary");
    assertThat(kira.locator("#notes")).containsText("Выезд назначен");
    deal.by("kira").confirm().ok();

    clock(visit, 15, 0);
    Page egor = at("egor", PHONE);
    open(egor, "/visits/mine");
    Locator mine = egor.locator(".mine-visit[data-deal='" + deal.id + "']");
    assertThat(mine).containsText("Лесная");
    mine.locator("summary").click();
    mine.locator(".outcome-contract").check();
    String number = zamer.contractNumber();
    mine.locator("[name='contract.number']").fill(number);
    mine.locator("[name='contract.amount']").fill("110 000,00");
    mine.locator("[name='contract.discount']").fill("5 973,00");
    mine.locator("[name='contract.clientName']").fill("Петров Геннадий Иванович");
    mine.locator(".mine-form .btn-primary").click();
    egor.waitForCondition(() -> deal.text("visit.outcome").equals("contract"));

    open(anna, deal.path());
    take(anna, "MEAS-10");
    assertThat(anna.locator(".stage.current")).containsText("Сделка успешна");
    assertThat(deal.stage()).isEqualTo("sales/won");
    Page olga = at("olga");
    open(olga, "/ledger/reports?from=" + visit + "&to=" + visit);
    assertThat(olga.locator("main")).containsText(number);
    agrees(deal);
  }

  @Test
  void aSecondVisitIsAgreedOnConfirmedAndMovesTheDeal() {
    Deal deal = confirmed(in(2));
    clock(in(2), 15, 0);
    Page anna = at("anna");
    open(anna, deal.path());
    anna.locator("[hx-get$='/visit/result']").first().click();
    anna.locator("#dialog .outcome-repeat").check();
    anna.click("#dialog .btn-primary");
    assertThat(anna.locator("#dialog [aria-invalid=true]").first()).isVisible();
    anna.fill("#dialog [name=date]", in(12).toString());
    anna.check("#dialog [name=dateKind][value=exact]");
    anna.click("#dialog .btn-primary");
    take(anna, "Перевести сделку в «Повторный замер»");
    assertThat(anna.locator(".stage.current")).containsText("Повторный замер");

    assertThat(deal.stage()).isEqualTo("sales/repeat-measurement");
    assertThat(deal.text("measurement.date")).isEqualTo(in(12).toString());
    assertThat(deal.text("measurement.status")).isEqualTo("repeat-visit");
    assertThat(deal.dueOn("REP-5")).containsExactly(in(9));
    agrees(deal);
  }

  @Test
  void aDealIsLostAfterTheVisitAndSaysSoInTheLedger() {
    Deal deal = visited(in(1), "no-contract");
    Page anna = at("anna");
    open(anna, deal.path());
    anna.click("#stage-sales-lost");
    anna.fill("[name='loss.reason']", "выбрали других");
    anna.fill("#f-comment", "После замера клиенты выбрали других: нашли дешевле рядом с домом");
    anna.click("#dialog .modal-footer .btn-primary");
    assertThat(anna.locator(".stage.current")).containsText("Сделка проиграна");
    assertThat(deal.text("loss.result")).isEqualTo("refused-after-measurement");

    open(anna, "/ledger?deal=" + deal.id);
    assertThat(anna.locator("main")).containsText("Отказ после замера");
    agrees(deal);
  }

  @Test
  void aDealIsDeferredToTheMonthOfItsContactAndComesBack() {
    Deal deal = bare();
    Page anna = at("anna");
    open(anna, deal.path());
    anna.locator("details:has([id^=stage-deferred]) > summary").first().click();
    LocalDate contact = LocalDate.of(2026, 5, 20);
    anna.click("#stage-deferred-month-06");
    anna.fill("#dialog [name=nextContactOn]", contact.toString());
    anna.fill("#f-comment", "Дом сдают в мае, просила позвонить тогда");
    anna.locator("#dialog .modal-footer .btn:not([data-dismiss])").click();
    anna.click("#dialog [name=instead]");
    assertThat(anna.locator(".stage.current")).containsText("Май");
    assertThat(deal.stage()).isEqualTo("deferred/month-05");

    clock(contact, 10, 0);
    open(anna, deal.path());
    step(anna, "DEF-2").locator("button").click();
    anna.locator("#dialog label", hasText("Перенёс")).click();
    anna.fill("#newDate", contact.plusDays(5).toString());
    anna.locator("#dialog [type=submit]").click();
    take(anna, "DEF-6");
    anna.waitForCondition(() -> deal.stage().startsWith("sales/"));
    assertThat(anna.locator(".stage.current")).not().containsText("Май");
  }

  /** The step of «Что дальше» that a clause asks for and a button does. */
  private static Locator step(Page page, String clause) {
    return page.locator(".deal-plan .step:has(button)", hasText(clause)).first();
  }

  /**
   * Moves the deal as the step says, in one click, as soon as nothing stands in its way any more.
   */
  private static void take(Page page, String clause) {
    page.locator(
            ".deal-plan .step:has(.step-icon.todo):has(button[hx-post$='/move'])", hasText(clause))
        .first()
        .locator("button")
        .click();
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
