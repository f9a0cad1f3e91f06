package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class SignInTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired JdbcClient db;
  @Autowired CompanyClock clock;

  private Browser browser;
  private Person anna;

  @BeforeEach
  void somebodyAtABrowser() {
    anna = people.hire(Role.MANAGER);
    browser = new Browser(mvc);
  }

  @Test
  void aStrangerIsLedToTheSignInPageAndThenToWhatHeWanted() {
    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");

    assertThat(browser.signIn(anna.login(), People.PASSWORD))
        .hasStatus(302)
        .hasRedirectedUrl("/account");
    assertThat(Browser.body(browser.get("/account")))
        .contains("Имя " + anna.login(), "Менеджер", "Мои токены");
  }

  @Test
  void theLoginMayBeTypedInCapitals() {
    assertThat(
            browser.signIn(" " + anna.login().toUpperCase(java.util.Locale.ROOT), People.PASSWORD))
        .hasStatus(302);
    assertThat(Browser.body(browser.get("/account"))).contains("Имя " + anna.login());
  }

  @Test
  void aWrongPasswordIsSaidOnThePageAndTheLoginStays() {
    MvcTestResult answer = browser.signIn(anna.login(), "wrong");

    assertThat(answer).hasStatus(401);
    assertThat(Browser.body(answer))
        .contains("Неверный логин или пароль", "value=\"" + anna.login() + "\"")
        .doesNotContain("wrong");
    assertThat(
            db.sql("select count(*) from audit_log where what = 'sign-in.failed' and subject = ?")
                .param(anna.login())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void whatWasTypedAsALoginIsNotKeptUnlessItIsOne() {
    String secret = "secret" + UUID.randomUUID();
    browser.signIn(secret, "x");

    assertThat(
            db.sql("select count(*) from audit_log a where a::text like ?")
                .param("%" + secret + "%")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void oddInputIsJustWrong() {
    assertThat(browser.at("192.0.2.77").signIn("\0", "\0")).hasStatus(401);
    assertThat(browser.signIn("", "")).hasStatus(401);
    assertThat(browser.signIn("x".repeat(10_000), "y".repeat(10_000))).hasStatus(401);
  }

  @Test
  void fiveGuessesAreFollowedByAPause() {
    for (int i = 0; i < SignInThrottle.ATTEMPTS; i++) {
      assertThat(browser.signIn(anna.login(), "wrong")).hasStatus(401);
    }
    clock.stopAt(StoppedClock.START.plusSeconds(100));
    MvcTestResult answer = browser.signIn(anna.login(), People.PASSWORD);

    assertThat(answer).hasStatus(429).hasHeader("Retry-After", "800");
    assertThat(Browser.body(answer))
        .contains("Повторите через 14 мин.", "value=\"" + anna.login() + "\"");
    assertThat(new Browser(mvc).at("192.0.2.2").signIn(anna.login(), People.PASSWORD))
        .hasStatus(302);

    clock.stopAt(StoppedClock.START.plusSeconds(899));
    assertThat(browser.signIn(anna.login(), People.PASSWORD)).hasStatus(429);
    clock.stopAt(StoppedClock.START.plusSeconds(900));
    assertThat(browser.signIn(anna.login(), People.PASSWORD)).hasStatus(302);
  }

  @Test
  void theRightPasswordClearsTheCount() {
    for (int i = 1; i < SignInThrottle.ATTEMPTS; i++) {
      browser.signIn(anna.login(), "wrong");
    }
    assertThat(browser.signIn(anna.login(), People.PASSWORD)).hasStatus(302);

    Browser another = new Browser(mvc);
    for (int i = 0; i < SignInThrottle.ATTEMPTS; i++) {
      assertThat(another.signIn(anna.login(), "wrong")).hasStatus(401);
    }
  }

  @Test
  void aFormWithoutTheProtectionTokenDoesNothing() {
    assertThat(
            browser.send(
                HttpMethod.POST,
                "/login",
                Map.of("login", anna.login(), "password", People.PASSWORD),
                Map.of()))
        .hasStatus(403);
  }

  @Test
  void signingOutEndsTheSession() {
    browser.signIn(anna.login(), People.PASSWORD);
    assertThat(browser.post("/logout", Map.of())).hasStatus(302);

    assertThat(browser.get("/")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @Test
  void theApiIsOpenToASessionAndChangesNeedTheProtectionToken() {
    browser.signIn(anna.login(), People.PASSWORD);

    assertThat(browser.get("/api/v1/me")).hasStatusOk();
    Map<String, String> json = Map.of("Content-Type", "application/json");
    assertThat(browser.send(HttpMethod.DELETE, "/api/v1/tokens/1", Map.of(), json))
        .hasStatus(403)
        .hasContentType("application/problem+json");
    assertThat(
            browser.send(
                HttpMethod.DELETE,
                "/api/v1/tokens/0",
                Map.of(),
                Map.of("X-XSRF-TOKEN", browser.csrf())))
        .hasStatus(404);
  }

  @Test
  void aWrongTokenIsNotMadeGoodByASession() {
    browser.signIn(anna.login(), People.PASSWORD);

    assertThat(
            browser.send(
                HttpMethod.GET, "/api/v1/me", Map.of(), Map.of("Authorization", "Bearer wrong")))
        .hasStatus(401);
  }

  @Test
  void lookingAtTheSignInPageMakesNoSession() {
    int before = sessions();
    browser.get("/login");
    browser.get("/account");

    assertThat(sessions()).isEqualTo(before);
  }

  @Test
  void everyPageForbidsForeignScriptsFramesAndSniffing() {
    MvcTestResult page = browser.get("/login");

    assertThat(page)
        .hasHeader("X-Content-Type-Options", "nosniff")
        .hasHeader("Referrer-Policy", "same-origin")
        .hasHeader("X-Frame-Options", "DENY")
        .hasHeader("Cross-Origin-Opener-Policy", "same-origin")
        .hasHeader("Cross-Origin-Resource-Policy", "same-origin");
    assertThat(page.getResponse().getHeader("Permissions-Policy"))
        .contains("camera=()", "geolocation=()", "microphone=()");
    assertThat(page.getResponse().getHeader("Cache-Control")).contains("no-store");
    assertThat(page.getResponse().getHeader("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(Browser.body(page))
        .doesNotContain("<style")
        .doesNotContain(" style=")
        .doesNotContain("onclick");
  }

  @Test
  void thePageIsInTheLanguageThatWasChosen() {
    assertThat(Browser.body(browser.get("/login"))).contains("lang=\"ru\"", "Войти");
    assertThat(Browser.body(browser.get("/login?lang=en"))).contains("lang=\"en\"", "Sign in");
    assertThat(Browser.body(browser.get("/login"))).contains("lang=\"en\"");
    assertThat(browser.get("/login?lang=%00")).hasStatusOk();
  }

  @Test
  void healthIsForEverybodyAndMetricsForAdministratorsAloneWhereverTheyComeFrom() {
    Person admin = people.hire(Role.ADMINISTRATOR);
    assertThat(browser.get("/actuator/health/readiness")).hasStatusOk();
    assertThat(browser.get("/actuator/prometheus")).hasStatus(401);
    assertThat(metrics(anna)).hasStatus(403);
    assertThat(metrics(admin).getResponse().getStatus()).isNotIn(401, 403);
    // a proxy on this machine may say nothing of whom it asks for
    assertThat(browser.at("127.0.0.1").get("/actuator/prometheus")).hasStatus(401);
  }

  private MvcTestResult metrics(Person who) {
    return browser.send(
        HttpMethod.GET, "/actuator/prometheus", Map.of(), Map.of("Authorization", who.bearer()));
  }

  private int sessions() {
    return db.sql("select count(*) from spring_session").query(Integer.class).single();
  }
}
