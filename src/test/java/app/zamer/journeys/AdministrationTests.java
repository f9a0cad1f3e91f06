package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody new comes into the company, and everybody reads the regulation. */
class AdministrationTests extends BrowserJourney {
  @Test
  void theAdministratorTakesOnAManagerWhoSignsInAndStaysSignedIn() {
    String login = "m" + UUID.randomUUID().toString().substring(0, 8);
    Page admin = at("admin");
    open(admin, "/admin");
    button(admin, "Новый пользователь").click();
    admin.fill("dialog #login", login);
    admin.fill("dialog #name", "Мария Новикова");
    admin.fill("dialog #password", "short");
    button(admin, "Создать").click();
    assertThat(admin.locator("dialog")).containsText("хотя бы одна роль");
    assertThat(admin.locator("dialog #name")).hasValue("Мария Новикова");

    admin.check("dialog input[value=manager]");
    admin.fill("dialog #password", "тихий берег 48");
    button(admin, "Создать").click();
    assertThat(admin.locator("#notes")).containsText("Пользователь создан: Мария Новикова");
    assertThat(admin.locator("#users")).containsText(login);

    Page maria = stranger(PHONE);
    open(maria, "/login");
    maria.fill("#login", login);
    maria.fill("#password", "тихий берег 48");
    maria.check("input[name=remember]");
    maria.press("#password", "Enter");
    maria.waitForURL(address -> !address.contains("/login"));
    maria
        .context()
        .clearCookies(
            new com.microsoft.playwright.BrowserContext.ClearCookiesOptions().setName("SESSION"));
    open(maria, "/account");
    assertThat(maria.locator("h1")).hasText("Мария Новикова");
    assertThat(maria.locator("#devices")).containsText("запомнено");
  }

  @Test
  void aClauseThatIsQuotedLeadsToItsPlaceInTheRegulation() {
    Page anna = at("anna");
    open(anna, "/regulation?lang=en#PRE-5");
    Locator clause = anna.locator("article#PRE-5");
    assertThat(clause).isInViewport();
    assertThat(clause).isFocused();
    assertThat(clause).containsText("3 days before the visit");

    anna.fill("#regulation-q", "intercom");
    assertThat(clause).isHidden();
    assertThat(anna.locator("article#PRE-1")).isVisible();

    anna.locator("article#PRE-1 a.clause").first().click();
    anna.fill("#regulation-q", "");
    anna.locator("a.graph-node").nth(3).click();
    assertThat(anna.locator("details.stage[open]")).containsText("What is needed to get here");
    anna.locator("details.stage[open] a.clause").first().click();
    assertThat(anna.locator("article:target")).isInViewport();
  }

  @Test
  void aThresholdIsChangedOnceItHasBeenSeenWhatItChanges() {
    Page admin = at("admin");
    open(admin, "/admin/regulation");
    admin.fill("input[name='param.resultBy']", "10:50");
    button(admin, "Посмотреть, что изменится").click();
    assertThat(admin.locator(".change").first()).hasText("10:45 → 10:50");
    assertThat(admin.locator("#impact")).containsText("Касается открытых сделок");
    button(admin, "Ввести в действие").click();
    assertThat(admin.locator("[role=status].alert")).containsText("введён в действие");

    open(admin, "/admin/regulation/editions/0");
    button(admin, "Вернуться к ней").click();
    button(admin, "Ввести в действие").click();
    assertThat(admin.locator("input[name='param.resultBy']")).hasValue("10:45");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
