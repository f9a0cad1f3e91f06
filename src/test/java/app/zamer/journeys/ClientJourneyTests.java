package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients in the hands of people: found while typing, merged, and parted again. */
class ClientJourneyTests extends BrowserJourney {
  private static final String SAVE = "#dialog .modal-footer .btn-primary";

  @Test
  void aKnownClientIsShownWhileOneTypesAndTakenIntoTheNewDeal() {
    Deal first = bare();
    String client = first.text("client.id");
    String name = "Геннадий Петров " + client;
    Page page = at("anna");
    open(page, "/clients/" + client);
    page.click("#client-rename");
    page.fill("#dialog [name=name]", name);
    page.click(SAVE);
    assertThat(page.locator("h1")).hasText(name);

    open(page, "/board");
    page.click("[hx-get='/deals/new']");
    page.fill("#clientName", name.toLowerCase(java.util.Locale.ROOT));
    assertThat(page.locator(".known-one")).containsText(name);
    assertThat(page.locator(".known-one a[href='" + first.path() + "']")).isVisible();
    String phone = zamer.phone();
    page.fill("#phone", phone);
    assertThat(page.locator(".known-one")).containsText(name);
    page.click("[data-take]");
    assertThat(page.locator("#known-chosen")).containsText(name);
    assertThat(page.locator("#clientName")).hasValue(name);
    assertThat(page.locator("#phone")).hasValue(phone);
    page.click(SAVE);
    page.click("[name=allowDuplicate]");
    page.waitForURL(address -> address.matches(".*/deals/\\d+"));

    assertThat(olga.get("/clients/" + client).toString())
        .contains(phone.substring(phone.length() - 7));
    assertThat(olga.get("/deals?phone=" + phone.replace("+", "%2B")).items()).hasSize(2);
  }

  @Test
  void twoClientsAreMergedWithAPreviewAndPartedAgain() {
    Deal one = bare();
    Deal other = bare();
    String kept = one.text("client.id");
    String merged = other.text("client.id");
    Page page = at("olga");
    open(page, "/clients/" + kept);
    page.click("#client-merge");
    page.fill("#merge-q", Json.at(other.json(), "client.phones").get(0).asString());
    page.locator("#merge-found li", new Page.LocatorOptions().setHasText("№ " + merged))
        .locator("a")
        .click();
    assertThat(page.locator("#merge")).containsText("открытых сделок: 2");
    page.locator("#merge [name=phone]").last().check();
    page.click("#merge [type=submit]");

    assertThat(page.locator("#client-merged")).containsText("№ " + merged);
    assertThat(page.locator("a[href='" + other.path() + "']").first()).isVisible();
    assertThat(other.text("client.id")).isEqualTo(kept);

    page.click("#client-undo");
    assertThat(page.locator("#dialog")).containsText("сделок: 1");
    page.click(SAVE);
    assertThat(page.locator("#client-merged")).hasCount(0);
    assertThat(other.text("client.id")).isEqualTo(merged);
    assertThat(one.text("client.id")).isEqualTo(kept);
  }

  @Test
  void whoClicksTwiceOnSaveHasDoneItOnce() {
    Deal deal = bare();
    Page page = at("olga");
    AtomicInteger sent = new AtomicInteger();
    page.onRequest(request -> sent.addAndGet(request.method().equals("POST") ? 1 : 0));
    String client = deal.text("client.id");
    open(page, "/clients/" + client);
    page.click("#consent-give");
    page.selectOption("#source", new SelectOption().setIndex(1));
    page.locator(SAVE).dblclick();
    assertThat(page.locator("#dialog")).not().isVisible();
    assertThat(sent.get()).isOne();

    open(page, "/board");
    page.click("[hx-get='/deals/new']");
    page.fill("#clientName", "Пётр Дважды");
    page.fill("#phone", zamer.phone());
    page.locator(SAVE).dblclick();
    page.waitForURL(address -> address.matches(".*/deals/\\d+"));
    assertThat(sent.get()).isEqualTo(2);
  }
}
