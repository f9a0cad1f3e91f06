package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class RememberMeTests {
  private static final String OTHER = "another password";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Users users;
  @Autowired JdbcClient db;
  @Autowired CompanyClock clock;

  private Browser browser;
  private Person anna;

  @BeforeEach
  void somebodyWhoAskedToBeRemembered() {
    anna = people.hire(Role.MANAGER);
    browser = new Browser(mvc);
    rememberedSignIn(browser);
  }

  @Test
  void theBrowserStaysSignedInWhenItsSessionHasGone() {
    theSessionGoes();

    MvcTestResult account = browser.get("/account");
    assertThat(account).hasStatusOk();
    assertThat(Browser.body(account)).contains("Имя " + anna.login(), "запомнено");
    assertThat(audited("signed-in")).isEqualTo(2);

    theSessionGoes();
    assertThat(browser.get("/account")).hasStatusOk();
  }

  @Test
  void whoDidNotAskIsNotRemembered() {
    Browser other = new Browser(mvc);
    other.signIn(anna.login(), People.PASSWORD);
    theSessionGoes();

    assertThat(other.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @Test
  void aFormThatWasOpenWhenTheSessionWentCanStillBeSent() {
    browser.get("/account");
    theSessionGoes();

    assertThat(makesToken("после обеда")).hasStatusOk();
    assertThat(makesToken("и ещё раз")).hasStatusOk();
  }

  @Test
  void anotherPasswordEndsIt() {
    browser.get("/account");
    browser.post(
        "/account/password",
        Map.of("currentPassword", People.PASSWORD, "newPassword", OTHER, "repeated", OTHER));
    theSessionGoes();

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @Test
  void aPasswordSetByTheAdministratorEndsIt() {
    users.setPassword(Actor.SYSTEM, anna.actor().id(), OTHER);

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @Test
  void aUserWhoWasSwitchedOffIsRememberedNowhere() {
    users.deactivate(Actor.SYSTEM, anna.actor().id());

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(rows()).isZero();
  }

  @Test
  void signingOutForgetsThisBrowserAndNoOther() {
    Browser other = new Browser(mvc);
    rememberedSignIn(other);
    browser.get("/account");
    browser.post("/logout", Map.of());
    theSessionGoes();

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(other.get("/account")).hasStatusOk();
  }

  @Test
  void signingOutEverywhereEndsEverySession() {
    Browser other = new Browser(mvc);
    rememberedSignIn(other);
    browser.get("/account");

    assertThat(browser.post("/account/sign-out-everywhere", Map.of()))
        .hasStatus(302)
        .hasRedirectedUrl("/login?note=everywhere");

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(other.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(audited("signed-out.everywhere")).isEqualTo(1);
  }

  @Test
  void theAccountSaysWhereOneIsSignedIn() {
    new Browser(mvc).at("192.0.2.9").signIn(anna.login(), People.PASSWORD);

    assertThat(Browser.body(browser.get("/account")))
        .containsSubsequence("это устройство", browser.address(), "192.0.2.9");
  }

  @Test
  void itLastsThirtyDaysFromTheSignInHoweverOftenItIsUsed() {
    clock.stopAt(StoppedClock.START.plus(Duration.ofDays(29)));
    theSessionGoes();
    assertThat(browser.get("/account")).hasStatusOk();

    clock.stopAt(StoppedClock.START.plus(Duration.ofDays(30)));
    theSessionGoes();
    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @Test
  void aCookieThatWasCopiedEndsEverythingThatWasRemembered() {
    Browser thief = browser.copy();
    theSessionGoes();
    assertThat(thief.get("/account")).hasStatusOk();
    clock.stopAt(StoppedClock.START.plusSeconds(61));
    theSessionGoes();

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(thief.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(audited("sign-in.copied")).isEqualTo(1);
  }

  @Test
  void theSessionThatAThiefMadeOfTheCopyEndsToo() {
    Browser thief = browser.copy();
    Browser elsewhere = new Browser(mvc);
    elsewhere.signIn(anna.login(), People.PASSWORD);
    theSessionGoes();
    assertThat(thief.get("/account")).hasStatusOk();
    elsewhere.signIn(anna.login(), People.PASSWORD);
    clock.stopAt(StoppedClock.START.plusSeconds(61));

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");

    assertThat(thief.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    // which session is the thief's nobody knows
    assertThat(elsewhere.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(rows()).isZero();
  }

  @Test
  void whoSignsInAfterAnotherDoesNotLeaveHimRemembered() {
    Person boris = people.hire(Role.MANAGER);
    browser.get("/account");
    browser.post("/login", Map.of("login", boris.login(), "password", People.PASSWORD));
    assertThat(Browser.body(browser.get("/account"))).contains("Имя " + boris.login());
    db.sql("delete from spring_session where principal_name = ?").param(boris.login()).update();

    assertThat(browser.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(rows()).isZero();
  }

  @Test
  void whatAPageAsksForAtOnceIsNoCopy() {
    Browser sameMoment = browser.copy();
    theSessionGoes();

    assertThat(browser.get("/account")).hasStatusOk();
    assertThat(sameMoment.get("/account")).hasStatusOk();
    theSessionGoes();
    assertThat(browser.get("/account")).hasStatusOk();
  }

  @Test
  void aCookieThatNobodyGaveIsNothing() {
    Browser stranger = new Browser(mvc);
    for (String cookie : new String[] {"x", "eDp5", "8J+YgDp4", ":::"}) {
      stranger.keep(RememberMe.COOKIE, cookie);
      assertThat(stranger.send(HttpMethod.GET, "/account", Map.of(), Map.of()))
          .hasStatus(302)
          .hasRedirectedUrl("/login");
    }
  }

  @Test
  void ofTheCookieOnlyAHashIsKept() {
    String cookie = browser.cookie(RememberMe.COOKIE);
    String value =
        new String(
                java.util.Base64.getDecoder().decode(cookie),
                java.nio.charset.StandardCharsets.UTF_8)
            .split(":")[1];

    assertThat(
            db.sql("select count(*) from remembered_sign_in r where r::text like ?")
                .param("%" + value + "%")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(rows()).isEqualTo(1);
  }

  private MvcTestResult makesToken(String name) {
    return browser.post(
        "/account/tokens",
        Map.of("name", name, "purpose", "api", "days", "30", "password", People.PASSWORD));
  }

  private void rememberedSignIn(Browser by) {
    by.get("/login");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("login", anna.login());
    fields.put("password", People.PASSWORD);
    fields.put("remember", "true");
    assertThat(by.post("/login", fields)).hasStatus(302);
  }

  private void theSessionGoes() {
    db.sql("delete from spring_session where principal_name = ?").param(anna.login()).update();
  }

  private int rows() {
    return db.sql("select count(*) from remembered_sign_in where login = ?")
        .param(anna.login())
        .query(Integer.class)
        .single();
  }

  private int audited(String what) {
    return db.sql("select count(*) from audit_log where what = ? and subject = ?")
        .params(what, anna.login())
        .query(Integer.class)
        .single();
  }
}
