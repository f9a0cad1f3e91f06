package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** A deal in the hands of people: its window of a move, its card, its chat. */
class DealCardJourneyTests extends BrowserJourney {
  private static final String SAVE = "#dialog .modal-footer [class~=btn]:not([data-dismiss])";

  @Test
  void everythingThatIsMissingIsFilledInInOneWindowAndTheWrongStageIsMendedByOneClick() {
    Deal deal = bare();
    Page page = at("anna");
    open(page, deal.path());
    page.click("#stage-sales-measurement");
    page.fill("[name='address.city']", "Москва");
    page.fill("[name='address.street']", "Лесная");
    page.fill("[name='address.house']", "7");
    for (String part : new String[] {"apartment", "entrance", "floor", "intercom"}) {
      page.check("[name='absent.address." + part + "']");
    }
    page.fill("[name='estimate.amount']", "115 973,00");
    page.fill("[name='measurement.date']", in(10).toString());
    page.check("[name='measurement.videoAllowed'][value=true]");
    page.click(SAVE);
    page.click("#dialog [name=instead]");

    assertThat(page.locator(".stage.current")).containsText("Предзамер");
    assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
    assertThat(deal.text("address.floor")).isEqualTo("-");
    assertThat(page.locator("#dialog")).not().isVisible();
  }

  @Test
  void theWindowOfAMoveComesBackAsItWasFromTheWindowsThatItOpens() {
    Deal deal = preMeasurement(in(10));
    clock(in(6), 10, 0);
    Page page = at("anna");
    open(page, deal.path());
    page.click("#stage-sales-measurement");
    String date = "#dialog-body .move [name='measurement.date']";
    String confirm = "#dialog-body .obstacles button[hx-get^='/activities/']";
    page.fill(date, in(9).toString());
    page.click(confirm);
    assertThat(page.locator("#dialog-body .completing")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator(date)).hasValue(in(9).toString());

    page.click(confirm);
    page.click("#dialog-body .answer:has([value=confirmed])");
    page.click("#dialog-body .modal-footer [type=submit]");
    assertThat(page.locator(date)).hasValue(in(9).toString());
    page.keyboard().press("Escape");
    assertThat(page.locator(".window-leave")).containsText("не сохранено");
    page.keyboard().press("Escape");
    assertThat(page.locator(date)).hasValue(in(9).toString());
    page.keyboard().press("Escape");
    page.click("[data-leave=go]");
    assertThat(page.locator("#dialog")).not().isVisible();
    assertThat(anna.get(deal.path() + "/activities").ok().body()).contains("\"confirmed\"");
  }

  @Test
  void aDealIsLostWithItsReasonAndPinnedCommentInOneWindow() {
    Deal deal = estimate();
    Page page = at("anna");
    open(page, deal.path());
    page.click("#stage-sales-lost");
    page.fill("[name='loss.reason']", "дорого");
    page.fill("#f-comment", "Для клиента слишком дорого, выбрал готовую мебель");
    page.click(SAVE);

    assertThat(page.locator(".stage.current")).containsText("Сделка проиграна");
    assertThat(page.locator("#pinned")).containsText("слишком дорого");
    assertThat(deal.text("loss.result")).isEqualTo("refused-before-measurement");
  }

  @Test
  void ofTwoWhoChangeTheSameFieldTheLaterOneChooses() {
    Deal deal = estimate();
    Page page = at("anna");
    open(page, deal.path());
    page.click("#edit-about");
    page.fill("[name=title]", "Кухня Анны");
    deal.by("olga").set("title", "Кухня Ольги", "source", "Сайт");
    assertThat(page.locator("#section-about .news")).containsText("Ольга");
    assertThat(page.locator("[name=title]")).hasValue("Кухня Анны");
    page.press("[name=title]", "Enter");
    assertThat(page.locator("#section-about .theirs")).containsText("Кухня Ольги");
    page.press("[name=title]", "Enter");

    assertThat(page.locator("#notes")).containsText("Сохранено");
    assertThat(deal.text("title")).isEqualTo("Кухня Анны");
    assertThat(deal.text("source")).isEqualTo("Сайт");
  }

  @Test
  void aChangeThatUndoesSomethingElsewhereIsWarnedOfAndAWindowIsNotRedBeforeAnythingIsTyped() {
    Deal deal = confirmed(in(3));
    Page page = at("anna");
    open(page, deal.path());
    page.locator("#section-about [hx-get$='/edit']").click();
    assertThat(page.locator("#section-about .move-warning")).containsText("печать");
    page.locator("#section-measurement [hx-get$='/edit']").click();
    assertThat(page.locator("#section-measurement .move-warning")).containsText("выезд");

    Deal bare = bare();
    open(page, bare.path());
    assertThat(page.locator("#section-about [hx-get$='/edit']")).isVisible();
    page.locator("[hx-get$='move?to=sales/pre-measurement']").first().click();
    assertThat(page.locator("#dialog form.is-fresh")).isVisible();
    page.locator("#dialog .modal-footer .btn-primary").click();
    assertThat(page.locator("#dialog form:not(.is-fresh)")).isVisible();
    page.fill("#dialog [name='address.city']", "Тверь");
    assertThat(page.locator("#dialog [data-field='address.city'] .problems")).isHidden();
    assertThat(page.locator("#dialog [data-field='address.street'] .problems")).isVisible();
  }

  @Test
  void whatIsWrittenAndMovedShowsAtOnceThoughTheNewestLineLiesAheadOfTheClock() {
    Deal deal = bare();
    clock(TODAY, 10, 0);
    deal.comment("Записано часами, что спешат", false);
    zamer.resetClock(TODAY.atTime(9, 30));
    Page page = at("anna");
    open(page, deal.path());
    assertThat(page.locator("#timeline")).containsText("часами, что спешат");

    page.fill(".comment-form textarea, form[hx-post$='/comments'] textarea", "Просит позвонить");
    page.locator("form[hx-post$='/comments'] button").first().click();
    assertThat(page.locator("#timeline")).containsText("Просит позвонить");
    deal.moved("sales/postponed");
    assertThat(page.locator("#timeline")).containsText("Перенос");
    assertThat(page.locator("#timeline .entry").first()).containsText("часами, что спешат");
  }

  @Test
  void twoInAChatHearAndSeeEachOther() {
    Deal deal = confirmed(in(1));
    clock(in(1), 12, 30);
    Page engineer = at("egor", PHONE);
    open(engineer, deal.path() + "/chat");
    assertThat(engineer.locator(".chat-absent")).containsText("Анна");
    Page manager = at("anna");
    open(manager, deal.path() + "/chat");
    assertThat(engineer.locator(".chat-present")).containsText("Анна");
    assertThat(engineer.locator(".chat-absent")).hasCount(0);
    manager.fill("#chat-text", "Ключи у консьержа");
    manager.press("#chat-text", "Enter");

    assertThat(engineer.locator(".chat-log")).containsText("Ключи у консьержа");
    assertThat(manager.locator(".chat-line.mine")).hasCount(1);
  }
}
