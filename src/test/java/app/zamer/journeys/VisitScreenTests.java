package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.time.LocalDate;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Stamp, calendar and the engineer's phone, in the browser. */
class VisitScreenTests extends BrowserJourney {
  private static final LocalDate VISIT = in(3);
  private static final LocalDate EVE = in(2);
  private static final byte[] PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

  @Test
  void aStampThatComesTooLateLeavesTheVisitToBeRescheduled() {
    Deal deal = staffed(VISIT);
    deal.by("kira").visit(VISIT).ok();
    clock(EVE, 16, 1);
    Page tanya = at("tanya");
    open(tanya, "/stamps");
    Locator item = tanya.locator(".stamp:has(#stamp-" + deal.id + ")");
    assertThat(item).containsText("Срок прошёл");
    tanya.locator("#do-stamp-" + deal.id).click();
    assertThat(item.locator("[role=status]")).containsText("выезд нужно перенести");

    Page kira = at("kira");
    open(kira, "/visits");
    Locator line = kira.locator("#unconfirmed .side-item:has(a[href='" + deal.path() + "'])");
    assertThat(line).containsText("MEAS-5");
    assertThat(kira.locator("#confirm-" + deal.id)).hasCount(0);
    line.locator("button:has-text('Перенести')").first().click();
    kira.fill("#plan-day", in(5).toString());
    kira.check("input[name=moveDate]");
    kira.click("#dialog .btn-primary");
    assertThat(kira.locator("#notes")).containsText("Выезд назначен");
    assertThat(deal.text("measurement.date")).isEqualTo(in(5).toString());
    kira.locator("#confirm-" + deal.id).click();
    assertThat(kira.locator("#notes")).containsText("Выезд подтверждён");
    assertThat(deal.text("measurement.status")).isEqualTo("confirmed");
    agrees(deal);
  }

  @Test
  void twoQuickClicksStampOneDealAndTheStampIsTakenBackAtOnceOrLater() {
    Deal first = staffed(VISIT);
    Deal second = staffed(VISIT);
    Page tanya = at("tanya");
    tanya.clock().install();
    open(tanya, "/stamps");
    tanya.locator("#do-stamp-" + first.id).dblclick();
    Locator row = tanya.locator("#stamp-row-" + first.id);
    assertThat(row.locator("[role=status]")).containsText("сделка " + first.id + " «");
    assertThat(tanya.locator("#do-stamp-" + second.id)).isVisible();
    assertThat(first.text("estimate.stampedBy")).isEqualTo("tanya");
    assertThat(second.text("estimate.stampedBy")).isEmpty();

    tanya.clock().fastForward(1_000);
    row.locator("[data-undo]").click();
    assertThat(tanya.locator("#do-stamp-" + first.id)).isVisible();
    assertThat(first.text("estimate.stampedBy")).isEmpty();

    tanya.clock().fastForward(1_000);
    tanya.locator("#do-stamp-" + first.id).click();
    assertThat(row.locator("[data-undo]")).isVisible();
    tanya.clock().fastForward(11_000);
    assertThat(tanya.locator("#remove-" + first.id)).isVisible();
    assertThat(row).hasCount(0);
    tanya.onDialog(dialog -> dialog.accept());
    tanya.clock().fastForward(1_000);
    tanya.locator("#remove-" + first.id).click();
    assertThat(tanya.locator("#do-stamp-" + first.id)).isVisible();
    assertThat(first.text("estimate.stampedBy")).isEmpty();
  }

  @Test
  void anotherSumVoidsTheStampAndTheEstimateIsToBeStampedAgain() {
    Deal deal = staffed(VISIT);
    Page tanya = at("tanya");
    open(tanya, "/stamps");
    tanya.locator("#do-stamp-" + deal.id).click();
    Locator item = tanya.locator(".stamp:has(#stamp-" + deal.id + ")");
    assertThat(item).containsText("Печать поставлена");
    deal.set("estimate.amount", 120000);
    assertThat(item).containsText("Сумма была");
    assertThat(item).containsText("120");

    tanya.locator("#do-return-" + deal.id).click();
    tanya.click("#dialog .btn-primary");
    assertThat(tanya.locator("#remark-more")).containsText("Заполните это поле");
    tanya.fill("#remark", "Проверьте ширину проёма");
    tanya.click("#dialog .btn-primary");
    assertThat(item).containsText("Проверьте ширину проёма");
    assertThat(anna.get(deal.path() + "/chat/messages").ok().body())
        .contains("Проверьте ширину проёма");
  }

  @Test
  void aVisitIsPlannedFromTheListAndDraggedInTheCalendar() {
    Deal deal = staffed(VISIT);
    Page kira = at("kira");
    open(kira, "/visits");
    planning(kira, deal).click();
    kira.fill("#plan-from", "09:00");
    kira.fill("#plan-to", "10:00");
    kira.click("#dialog .btn-primary");
    // other journeys have visits on that day as well, but later ones
    Locator event = at(kira, "09:00");
    assertThat(event).isVisible();
    drag(kira, event, 0, 60);
    assertThat(kira.locator("#notes")).containsText("Выезд назначен");
    kira.waitForCondition(() -> !deal.text("visit.startsAt").contains("T09:00"));
    String moved = deal.text("visit.startsAt");
    assertThat(moved).startsWith(VISIT.toString());

    // another day was not agreed with the client: refused, and back where it was
    double day = kira.locator(".fc-timegrid-col[data-date]").first().boundingBox().width;
    drag(kira, at(kira, moved.substring(11, 16)), day, 0);
    assertThat(kira.locator("#dialog")).containsText("MEAS-7");
    assertThat(deal.text("visit.startsAt")).isEqualTo(moved);
  }

  @Test
  void aDealThatWaitsForItsVisitIsDraggedOntoTheCalendar() {
    LocalDate tomorrow = in(1);
    Deal deal = staffed(tomorrow);
    Page kira = at("kira");
    // high enough for all that other journeys have left there, and for the evening
    kira.setViewportSize(1440, 3000);
    open(kira, "/visits");
    Locator waiting = kira.locator(".side-item[data-deal='" + deal.id + "'] .grip");
    Locator slot = kira.locator(".fc-timegrid-col[data-date='" + tomorrow + "']");
    BoundingBox column = slot.boundingBox();
    BoundingBox row = kira.locator(".fc-timegrid-slot-lane[data-time='19:00:00']").boundingBox();
    BoundingBox grip = waiting.boundingBox();
    kira.mouse().move(grip.x + 4, grip.y + 4);
    kira.mouse().down();
    kira.mouse().move(column.x + column.width / 2, row.y - 40);
    kira.mouse().move(column.x + column.width / 2, row.y + 4);
    kira.mouse().up();
    assertThat(kira.locator("#plan-day")).hasValue(tomorrow.toString());
    assertThat(kira.locator("#plan-from")).hasValue("19:00");
    assertThat(kira.locator("#plan-to")).hasValue("21:00");
    kira.click("#dialog .btn-primary");
    assertThat(kira.locator("#notes")).containsText("Выезд назначен");
    assertThat(deal.text("visit.startsAt")).startsWith(tomorrow + "T19:00");
  }

  @Test
  void whatTheServerRefusesStandsInTheEngineersFormAgainAndIsCorrectedThere() {
    Deal deal = confirmed(VISIT);
    clock(VISIT, 15, 0);
    Page egor = at("egor", PHONE);
    open(egor, "/visits/mine");
    Locator visit = egor.locator(".mine-visit[data-deal='" + deal.id + "']");
    visit.locator("summary").click();
    visit.locator(".outcome-contract").check();
    visit.locator("[name='contract.number']").fill("двенадцать");
    visit.locator("[name='contract.amount']").fill("200 000,50");
    visit.locator("[name='contract.discount']").fill("0");
    visit.locator("[name='contract.clientName']").fill("Петров Геннадий Ильич");
    visit.locator(".mine-form .btn-primary").click();
    assertThat(egor.locator("#mine-kept-list li")).hasCount(1);
    assertThat(visit.locator("[data-errors='contract.number']")).containsText("WIN-2");
    assertThat(visit.locator("[name='contract.amount']")).hasValue("200 000,50");
    assertThat(deal.text("visit.outcome")).isEmpty();

    visit.locator("[name='contract.number']").fill(zamer.contractNumber());
    visit.locator(".mine-form .btn-primary").click();
    assertThat(egor.locator("#mine-kept")).isHidden();
    assertThat(deal.text("visit.outcome")).isEqualTo("contract");
    assertThat(deal.text("contract.amount")).isEqualTo("200000.50");
  }

  @Test
  void whatTheEngineerFillsInAfterHisSessionHasEndedWaitsUntilHeSignsIn() {
    Deal deal = confirmed(VISIT);
    clock(VISIT, 15, 0);
    Page egor = at("egor", PHONE);
    open(egor, "/visits/mine");
    Locator visit = egor.locator(".mine-visit[data-deal='" + deal.id + "']");
    visit.locator("summary").click();
    visit.locator(".outcome-no-contract").check();
    egor.context().clearCookies();
    visit.locator(".mine-form .btn-primary").click();
    Locator signIn = egor.locator("#mine-kept-list a[href='/login']");
    assertThat(signIn).isVisible();
    assertThat(deal.text("visit.outcome")).isEmpty();

    signIn.click();
    signIn(egor, "egor");
    open(egor, "/visits/mine");
    assertThat(egor.locator("#mine-kept")).isHidden();
    egor.waitForCondition(() -> deal.text("visit.outcome").equals("no-contract"));
  }

  @Test
  void whatTheEngineerFillsInWithoutNetworkIsSentOnceWhenItIsBack() {
    Deal deal = confirmed(VISIT);
    clock(VISIT, 15, 0);
    Page egor = at("egor", PHONE);
    open(egor, "/visits/mine");
    egor.waitForCondition(() -> kept(egor) && answersWithoutNetwork(egor));
    // nothing that the page loads by itself is under way any more
    assertThat(egor.locator("#bell a")).isVisible();
    egor.context().setOffline(true);
    egor.reload();
    Locator visit = egor.locator(".mine-visit[data-deal='" + deal.id + "']");
    visit.locator("summary").click();
    visit.locator(".outcome-no-contract").check();
    visit.locator(".mine-form .btn-primary").click();
    visit
        .locator("input[name=photo]")
        .first()
        .setInputFiles(new FilePayload("a.png", "image/png", PICTURE));
    assertThat(egor.locator("#mine-kept-list li")).hasCount(2);
    assertThat(egor.locator("#mine-kept-list")).containsText("ждёт отправки");
    assertThat(deal.text("visit.outcome")).isEmpty();

    egor.context().setOffline(false);
    assertThat(egor.locator("#mine-kept")).isHidden();
    egor.reload();
    assertThat(deal.text("visit.outcome")).isEqualTo("no-contract");
    assertThat(
            deal.history().stream()
                .filter(line -> line.toString().contains("visit.outcome"))
                .count())
        .isEqualTo(1);
    assertThat(
            anna.get(deal.path() + "/files").items().stream()
                .filter(file -> Json.text(file, "kind").equals("photo"))
                .count())
        .isEqualTo(1);
  }

  @Test
  void theEngineersPageIsNotPutByWithoutItsScripts() {
    Page egor = at("egor", PHONE);
    open(egor, "/visits/mine");
    egor.waitForCondition(() -> kept(egor) && answersWithoutNetwork(egor));
    // a connection that brings a page and is lost before its scripts are put by
    egor.addInitScript("Object.defineProperty(navigator, 'onLine', {get: () => false})");
    open(egor, "/visits/mine");
    egor.evaluate("caches.delete('mine')");
    open(egor, "/visits/mine");
    assertThat((boolean) egor.evaluate("!!navigator.serviceWorker.controller")).isTrue();
    assertThat(kept(egor)).isFalse();
  }

  /**
   * Whether the worker answers for the next page; one that is being loaded just when the worker
   * begins may stay without it.
   */
  private static boolean answersWithoutNetwork(Page page) {
    return (boolean)
        page.evaluate(
            "navigator.serviceWorker.getRegistration().then(it => it?.active?.state ==="
                + " 'activated')");
  }

  /** Whether the engineer's page is there without network. */
  private static boolean kept(Page page) {
    return (boolean) page.evaluate("caches.match('/visits/mine').then(page => !!page)");
  }

  private static Locator at(Page page, String time) {
    return page.locator(
            ".fc-event.visit-blocked", new Page.LocatorOptions().setHasText(time + " -"))
        .first();
  }

  private static void drag(Page page, Locator event, double right, double down) {
    event.scrollIntoViewIfNeeded();
    BoundingBox box = event.boundingBox();
    double x = box.x + 20;
    double y = box.y + 8;
    page.mouse().move(x, y);
    page.mouse().down();
    page.mouse().move(x + right / 2, y + down / 2 + 2);
    page.mouse().move(x + right, y + down);
    page.mouse().up();
  }
}
