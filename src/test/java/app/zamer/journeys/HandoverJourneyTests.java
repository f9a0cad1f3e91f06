package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The head of sales hands over what a manager has left, and takes it back. */
class HandoverJourneyTests extends BrowserJourney {
  private static final String STRONG = "Зимний-вечер-77";

  @ParameterizedTest
  @ValueSource(ints = {PHONE, DESK})
  void theHeadHandsOverWhatAManagerHasLeftAndTakesItBack(int width) {
    String login = "vera" + zamer.phone().substring(5);
    String name = "Вера Уходящая " + login.substring(4);
    Caller admin = zamer.as("admin");
    admin
        .sendText(
            "POST",
            "/users",
            "application/json",
            """
            {"login": "%s", "name": "%s", "roles": ["manager"], "password": "%s"}
            """
                .formatted(login, name, STRONG))
        .is(201);
    Deal deal = bare();
    olga.with("If-Match", olga.get(deal.path()).header("ETag"))
        .patch(deal.path(), "owner", login)
        .ok();
    String lead = anna.post("/leads", "title", "Балкон", "phone", zamer.phone()).is(201).text("id");
    olga.with("If-Match", olga.get("/leads/" + lead).header("ETag"))
        .patch("/leads/" + lead, "owner", login)
        .ok();
    admin
        .with("If-Match", admin.get("/users/" + login).header("ETag"))
        .patch("/users/" + login, "active", false)
        .ok();

    Page administrator = at("admin", width);
    open(administrator, "/admin/users?state=off");
    assertThat(administrator.locator("#users a[href='/handover/of/" + login + "']").first())
        .isVisible();

    Page page = at("olga", width);
    open(page, "/handover");
    assertThat(new Axe(page).objections()).isEmpty();
    page.locator("#handover-waiting a[href='/handover/of/" + login + "']").click();
    assertThat(page.locator("h1")).containsText(name);
    page.getByText("Показать: сделки").click();
    assertThat(page.locator(".handover-items")).containsText("Просчёт");
    page.selectOption("#all", "anna");
    assertThat(page.locator("#handover-preview")).containsText("Сделки: 1 → Анна");
    page.selectOption("#leads-to", "-");
    assertThat(page.locator("#handover-preview")).containsText("Никому: возьмёт любой менеджер");
    assertThat(new Axe(page).objections()).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Передать").setExact(true))
        .click();
    assertThat(page.locator("#handover-done")).containsText("Сделки: 1 → Анна");
    assertThat(olga.get(deal.path()).text("owner")).contains("anna");

    Locator undo = page.locator("#handover-done button[hx-post$='/undo']");
    undo.click();
    assertThat(page.locator("#handover")).containsText("Вернулось: Сделки: 1 · Лиды: 1");
    assertThat(olga.get(deal.path()).text("owner")).contains(login);
    assertThat(olga.get("/leads/" + lead).text("owner")).contains(login);

    // what waits is not left to the other journeys
    olga.post("/handovers", "from", login, "to", "anna").is(201);
  }
}
