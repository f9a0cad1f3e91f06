package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class AccountPageTests {
  private static final Pattern SECRET = Pattern.compile("zamer_[A-Za-z0-9_-]{43}");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Tokens tokens;

  private Browser browser;
  private Person anna;

  @BeforeEach
  void signedIn() {
    anna = people.hire(Role.MANAGER, Role.ENGINEER);
    browser = new Browser(mvc);
    browser.signIn(anna.login(), People.PASSWORD);
  }

  @Test
  void everyPageSaysWhoOneIs() {
    assertThat(Browser.body(browser.get("/account")))
        .contains("Имя " + anna.login(), "Менеджер", "Инженер", "Мои токены");
  }

  @Test
  void theMenuHasAPageOnceForSomebodyWithSeveralRolesAndBeginsWithHisDay() {
    Person both = people.hire(Role.MANAGER, Role.HEAD_OF_SALES);
    browser.signIn(both.login(), People.PASSWORD);
    String page = Browser.body(browser.get("/account"));
    // one menu for small screens and one for large ones
    assertThat(page.split("href=\"/visits\"", -1)).hasSize(3);
    assertThat(page.indexOf("href=\"/day\"")).isLessThan(page.indexOf("href=\"/visits\""));
  }

  @Test
  void aTokenIsShownOnThePageOnceAndRevokedThere() {
    browser.get("/account");
    String created =
        Browser.body(browser.post("/account/tokens", token("<b>Выгрузка</b>", People.PASSWORD)));
    Matcher secret = SECRET.matcher(created);

    assertThat(secret.find()).isTrue();
    assertThat(created).contains("&lt;b&gt;Выгрузка&lt;/b&gt;").doesNotContain("<b>Выгрузка");
    assertThat(Browser.body(browser.get("/account"))).doesNotContain(secret.group());
    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Bearer " + secret.group()))
        .hasStatusOk();

    long id = tokens.of(anna.actor().id()).getFirst().id();
    assertThat(browser.post("/account/tokens/" + id + "/revoke", Map.of())).hasStatus(302);
    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Bearer " + secret.group()))
        .hasStatus(401);
    assertThat(browser.post("/account/tokens/" + id + "/revoke", Map.of())).hasStatus(404);
  }

  @Test
  void whatIsWrongStandsBesideTheField() {
    MvcTestResult token = browser.post("/account/tokens", token(" ", People.PASSWORD));
    assertThat(token).hasStatus(422);
    assertThat(Browser.body(token)).contains("Назовите токен", "aria-invalid=\"true\"");
    assertThat(Browser.body(browser.post("/account/tokens", token("Выгрузка", "wrong"))))
        .contains("Пароль неверен", "value=\"Выгрузка\"");

    MvcTestResult differs = change(People.PASSWORD, "another password", "a different password");
    assertThat(differs).hasStatus(422);
    assertThat(Browser.body(differs)).contains("Пароли не совпадают");

    MvcTestResult shortOne = change("wrong", "short", "short");
    assertThat(Browser.body(shortOne)).contains("Текущий пароль неверен", "не короче 10 знаков");
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndNotThisOne() {
    Browser elsewhere = new Browser(mvc);
    elsewhere.signIn(anna.login(), People.PASSWORD);
    browser.get("/account");

    assertThat(change(People.PASSWORD, "another password", "another password"))
        .hasStatus(302)
        .hasRedirectedUrl("/account?note=changed");

    assertThat(Browser.body(browser.get("/account?note=changed"))).contains("Пароль сменён");
    assertThat(elsewhere.get("/")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(new Browser(mvc).signIn(anna.login(), "another password")).hasStatus(302);
  }

  @Test
  void guessingThePasswordHereIsSlowedDownToo() {
    for (int i = 0; i < SignInThrottle.ATTEMPTS; i++) {
      change("wrong", "another password", "another password");
    }

    assertThat(change(People.PASSWORD, "another password", "another password"))
        .hasStatus(429)
        .hasHeader("Retry-After", "900");
  }

  private static Map<String, String> token(String name, String password) {
    return Map.of("name", name, "purpose", "api", "days", "30", "password", password);
  }

  private MvcTestResult change(String current, String next, String repeated) {
    return browser.post(
        "/account/password",
        Map.of("currentPassword", current, "newPassword", next, "repeated", repeated));
  }
}
