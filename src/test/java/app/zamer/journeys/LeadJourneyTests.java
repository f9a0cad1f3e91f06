package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leads in a real browser: from the board to a deal, in two hands at once, and many at a time. */
class LeadJourneyTests extends BrowserJourney {

  @Test
  void aLeadOfAKnownClientBecomesHisDealWithAllThatBelongsToIt() {
    String phone = zamer.phone();
    // the client has a lead from before, and a deal that is over
    String old = lead(phone, "Вера Лазарева");
    String deal = anna.post("/leads/" + old + "/convert").ok().text("deal");
    anna.post("/deals/" + deal + "/comments", "text", "Дорого, ушла к другим", "pinned", true).ok();
    anna.post(
            "/deals/" + deal + "/moves",
            "to",
            "sales/lost",
            "estimate",
            java.util.Map.of("amount", 115973),
            "loss",
            java.util.Map.of("result", "refused-before-measurement", "reason", "Дорого"))
        .ok();
    String lead = lead(phone, "");
    anna.upload("/leads/" + lead + "/files?kind=other", "plan.txt", "text/plain", "План".getBytes())
        .ok();

    Page page = at("anna");
    open(page, "/leads/" + lead);
    assertThat(page.locator(".files-list")).containsText("plan.txt");
    page.locator("#lead [hx-get$='/convert']").click();
    assertThat(page.locator("#dialog .alert")).containsText("Вера Лазарева");
    assertThat(page.locator("#dialog #clientName")).hasCount(0);
    page.fill("#dialog #title", "Вторая кухня");
    page.locator("#dialog [type=submit]").click();
    assertThat(page.locator("#notes")).containsText("Сделка создана");

    page.locator("#section-lead a[href^='/deals/']").click();
    page.waitForURL("**/deals/*");
    assertThat(page.locator("h1")).hasText("Вторая кухня");
    assertThat(page.locator("#section-about a[href='/leads/" + lead + "']")).isVisible();
    assertThat(page.locator("#timeline")).containsText("Лид «");
    assertThat(page.locator("#timeline")).containsText("plan.txt");
  }

  @Test
  void aFreeLeadIsTakenItsCallIsPlannedAndTwoWhoWriteAtOnceBothSeeIt() {
    String lead = lead(zamer.phone(), "Пётр");
    anna.with("If-Match", anna.get("/leads/" + lead).header("ETag"))
        .patch("/leads/" + lead, "owner", null)
        .ok();

    Page page = at("anna");
    open(page, "/leads?show=free");
    Locator card = page.locator(".leads-card[data-id='" + lead + "']");
    card.getByText("Взять себе").click();
    assertThat(page.locator("#notes")).containsText("Лид ваш");

    open(page, "/leads/" + lead);
    page.locator("#lead [hx-get$='/attempt']").click();
    page.fill("#day", in(1).toString());
    page.fill("#time", "23:00");
    page.locator("#dialog [type=submit]").click();
    assertThat(page.locator("#dialog")).containsText("рабочее время");
    page.fill("#time", "11:30");
    page.locator("#dialog [type=submit]").click();
    assertThat(page.locator("#section-lead")).containsText("11:30");
    assertThat(page.locator("#section-lead time[data-until]")).containsText("осталось");

    page.locator("#edit-lead").click();
    page.fill("#clientName", "Павел");
    olga.with("If-Match", olga.get("/leads/" + lead).header("ETag"))
        .patch("/leads/" + lead, "clientName", "Пётр Ильин")
        .ok();
    assertThat(page.locator(".section.editing [aria-live]")).containsText("лид изменили");
    assertThat(page.locator("#clientName")).hasValue("Павел");
    page.locator(".section.editing .btn-primary").click();
    assertThat(page.locator(".section.editing")).containsText("Здесь уже «Пётр Ильин»");
    assertThat(page.locator("#clientName")).isFocused();
    page.locator(".section.editing .btn-primary").click();
    assertThat(page.locator("#section-lead")).containsText("Павел");
    assertThat(anna.get("/leads/" + lead).text("clientName")).isEqualTo("Павел");
  }

  @Test
  void manyLeadsAreGivenAwayAfterALookAndTakenBack() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(lead(zamer.phone(), "Серийный " + i));
    }
    olga.with("If-Match", olga.get("/leads/" + ids.get(2)).header("ETag"))
        .patch("/leads/" + ids.get(2), "owner", "boris")
        .ok();

    Page page = at("olga");
    open(page, "/leads?q=Серийный");
    for (String id : ids) {
      page.locator("[data-choose][value='" + id + "']").check();
    }
    assertThat(page.locator(".leads-bulk-count")).hasText("Выбрано: 3");
    page.locator("#leads-bulk [value=give]").click();
    page.selectOption("#dialog #owner", "boris");
    assertThat(page.locator("#bulk-preview")).containsText("Будут отданы: 2");
    assertThat(page.locator("#bulk-preview")).containsText("уже у этого менеджера");
    page.locator("#dialog [type=submit]").click();
    assertThat(page.locator("#notes")).containsText("лидов изменено: 2");
    assertThat(owner(ids.get(0))).isEqualTo("boris");

    page.locator("#notes .btn-sm").click();
    assertThat(page.locator("#notes")).containsText("лидов возвращено: 2");
    assertThat(owner(ids.get(0))).isEqualTo("anna");
    assertThat(owner(ids.get(2))).isEqualTo("boris");
    open(page, "/leads/actions");
    assertThat(page.locator("#lead-actions")).containsText("отменено, возвращено 2 из 2");
  }

  @Test
  void aCardDraggedToTheEndAsksWhatCameOfIt() {
    String lead = lead(zamer.phone(), "Тянутый");
    Page page = at("anna");
    open(page, "/leads?q=Тянутый");
    Locator card = page.locator(".leads-card[data-id='" + lead + "']");
    var from = card.boundingBox();
    var to =
        page.locator("[data-drop=close]")
            .evaluate("e => { const r = e.getBoundingClientRect(); return [r.x, r.y]; }");
    List<?> end = (List<?>) to;
    page.mouse().move(from.x + from.width / 2, from.y + from.height - 6);
    page.mouse().down();
    page.mouse().move(from.x + from.width / 2 + 30, from.y + 30, steps(5));
    page.mouse()
        .move(
            ((Number) end.get(0)).doubleValue() + 60,
            ((Number) end.get(1)).doubleValue() + 20,
            steps(10));
    page.mouse().up();
    assertThat(page.locator("#dialog")).containsText("Чем закончилась");
    page.locator("#dialog [hx-get$='/disqualify']").click();
    page.locator("#dialog [type=submit]").click();
    assertThat(page.locator("#dialog")).containsText("Укажите причину");
    page.locator("#dialog [value=spam]").check();
    page.locator("#dialog [type=submit]").click();
    assertThat(page.locator("#notes")).containsText("Лид закрыт");
    assertThat(page.locator("[data-drop=close] [data-id='" + lead + "']"))
        .containsText("Реклама или спам");
  }

  private static com.microsoft.playwright.Mouse.MoveOptions steps(int steps) {
    return new com.microsoft.playwright.Mouse.MoveOptions().setSteps(steps);
  }

  private String lead(String phone, String name) {
    return anna.post("/leads", "phone", phone, "clientName", name).ok().text("id");
  }

  private String owner(String lead) {
    return olga.get("/leads/" + lead).text("owner");
  }
}
