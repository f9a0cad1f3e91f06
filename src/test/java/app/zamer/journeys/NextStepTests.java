package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/**
 * «Что дальше» on the card, in the day and in the round: the step that can be done is the button.
 */
class NextStepTests extends BrowserJourney {
  private static final LocalDate VISIT = in(3);

  @Test
  void aVisitThatAwaitsItsResultIsAskedForOnEveryScreenThoughOlderActivitiesAreOpen() {
    Deal deal = confirmed(VISIT);
    deal.plan("Прислать каталог", in(1)).ok();
    clock(VISIT.plusDays(1), 9, 0);
    Page anna = at("anna");

    open(anna, deal.path());
    assertThat(big(anna.locator(".deal-plan"))).hasText("Внести результат");
    assertThat(anna.locator(".deal-plan .deal-steps").first()).containsText("Прислать каталог");

    open(anna, "/day/round?day=" + VISIT);
    Locator visit = anna.locator("[data-row='v" + deal.id + "']");
    assertThat(big(visit)).hasText("Внести результат");
    assertThat(visit.locator("a", hasText("Открыть"))).hasCount(0);

    open(anna, "/day");
    Locator rows = anna.locator("[data-row]:has(a[href='" + deal.path() + "'])");
    assertThat(big(rows)).hasText("Внести результат");
    assertThat(rows.first()).containsText("Получить от инженера результат замера");
    big(rows).click();
    assertThat(anna.locator("#dialog form[hx-post$='/visit/result']")).isVisible();
  }

  @Test
  void aFilledEstimateIsMovedAndAStampIsWaitedForApart() {
    Deal deal = estimate(VISIT);
    Page anna = at("anna");
    open(anna, deal.path());
    assertThat(big(anna.locator(".deal-plan"))).hasText("Перевести в «Замер»");
    assertThat(anna.locator(".step.next")).not().containsText("нет дела");
    big(anna.locator(".deal-plan")).click();
    anna.locator("#dialog .btn-primary").click();

    assertThat(anna.locator(".stage.current")).containsText("Замер");
    Locator waiting = anna.locator(".steps-waiting + .deal-steps");
    assertThat(waiting).containsText("Проверить просчёт и поставить печать");
    assertThat(waiting).containsText("Технолог, с 02.03.2026 09:0");
    assertThat(waiting).containsText("Менеджер по коммуникациям");
    assertThat(anna.locator(".step.next")).hasCount(0);

    Page tanya = at("tanya");
    open(tanya, deal.path());
    assertThat(big(tanya.locator(".deal-plan"))).hasText("Поставить печать");
  }

  @Test
  void aContractThatLacksOneFieldIsOneButtonThatAsksForIt() {
    Deal deal =
        visited(
            VISIT,
            "contract",
            "contract.number",
            zamer.contractNumber(),
            "contract.amount",
            120000,
            "contract.clientName",
            "Петров Геннадий");
    clock(VISIT.plusDays(1), 9, 0);
    Page anna = at("anna");
    open(anna, deal.path());
    Locator next = anna.locator(".step.next");
    assertThat(big(next)).hasText("Указать «Предоставленная скидка» и закрыть: «Сделка успешна»");
    assertThat(next).containsText("Заполнить раздел «Договор»");
    assertThat(next).containsText("до 06.03.2026 10:45");
    assertThat(anna.locator(".deal-plan").locator(".deal-steps .step", hasText("WIN-")))
        .hasCount(0);
    big(next).click();
    assertThat(anna.locator("#dialog input:not([type=hidden])")).hasCount(1);
    anna.fill("#dialog [name='contract.discount']", "0");
    anna.locator("#dialog .modal-footer .btn-primary").click();
    assertThat(anna.locator(".stage.current")).containsText("Сделка успешна");
  }

  private static Locator big(Locator part) {
    return part.locator(".btn-primary");
  }

  private static Locator.LocatorOptions hasText(String text) {
    return new Locator.LocatorOptions().setHasText(text);
  }
}
