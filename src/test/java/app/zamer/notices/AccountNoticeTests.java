package app.zamer.notices;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What happens to an account, its owner is told of. */
@ZamerTest
class AccountNoticeTests {
  private static final String NEXT = "кобальт-гранит-7";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Office office;
  @Autowired NoticeWords words;
  @Autowired Choices choices;
  @Autowired JdbcClient db;

  private Person anna;
  private Person admin;

  @BeforeEach
  void people() {
    office.opens();
    anna = people.hire(Role.MANAGER);
    admin = people.hire(Role.ADMINISTRATOR);
  }

  @Test
  void tokensAndPasswordsAndWhoEndsAnothersSessions() {
    assertThat(
            send(
                anna,
                HttpMethod.POST,
                "/tokens",
                "{\"name\": \"Выгрузка\", \"password\": \"%s\"}".formatted(People.PASSWORD)))
        .hasStatus(201);
    hears(anna, "Создан ваш токен «Выгрузка»");
    assertThat(
            send(
                admin,
                HttpMethod.POST,
                "/users/" + anna.login() + "/password",
                "{\"password\": \"%s\"}".formatted(NEXT)))
        .hasStatus(204);
    hears(anna, "Вам задали новый пароль · Имя " + admin.login());
    assertThat(
            send(
                anna,
                HttpMethod.POST,
                "/me/password",
                "{\"currentPassword\": \"%s\", \"newPassword\": \"тихий омут за рекой\"}"
                    .formatted(NEXT)))
        .hasStatus(204);
    hears(anna, "Ваш пароль сменён");
    assertThat(send(admin, HttpMethod.DELETE, "/users/" + anna.login() + "/sessions", ""))
        .hasStatus(204);
    hears(anna, "Ваш вход завершён · Имя " + admin.login());
    assertThat(words.link(office.notices(anna.actor()).getFirst(), anna.actor()))
        .isEqualTo("/account");
    office.quiet();
    assertThat(office.notices(admin.actor())).isEmpty();
  }

  @Test
  void whatIsKnownToEverybodyIsNoPasswordWhoeverSetsIt() {
    String body = "{\"currentPassword\": \"%s\", \"newPassword\": \"%s\"}";
    for (String known : new String[] {"йцукен12345", "Пароль2026!", anna.login() + "1"}) {
      MvcTestResult own =
          send(anna, HttpMethod.POST, "/me/password", body.formatted(People.PASSWORD, known));
      assertThat(own).hasStatus(422);
      assertThat(Browser.body(own)).contains("\"newPassword\"", "известное слово");
      assertThat(
              send(
                  admin,
                  HttpMethod.POST,
                  "/users/" + anna.login() + "/password",
                  "{\"password\": \"%s\"}".formatted(known)))
          .hasStatus(422);
      assertThat(
              send(
                  admin,
                  HttpMethod.POST,
                  "/users",
                  "{\"login\": \"%s2\", \"name\": \"Вера\", \"roles\": [\"manager\"], \"password\": \"%s\"}"
                      .formatted(
                          anna.login(), known.replace(anna.login() + "1", anna.login() + "2"))))
          .hasStatus(422);
    }
    office.quiet();
    assertThat(office.notices(anna.actor())).isEmpty();
  }

  @Test
  void aSignInFromAnotherPlaceIsToldAndOneFromTheSameDeskIsNot() {
    signIn(new Browser(mvc).at("192.0.2.1"), Map.of());
    signIn(new Browser(mvc).at("192.0.2.1"), Map.of());
    office.quiet();
    assertThat(office.notices(anna.actor())).isEmpty();

    signIn(
        new Browser(mvc).at("198.51.100.7"),
        Map.of("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"));
    hears(anna, "Вход с нового устройства: Firefox, Windows, 198.51.100.7");
  }

  @Test
  void aCopiedRememberMeIsTold() {
    Browser browser = new Browser(mvc);
    signIn(browser, Map.of("remember", "true"));
    Browser thief = browser.copy();
    db.sql("delete from spring_session where principal_name = ?").param(anna.login()).update();
    thief.get("/account");
    db.sql("update remembered_sign_in set used_at = used_at - interval '2 minutes' where login = ?")
        .param(anna.login())
        .update();
    db.sql("delete from spring_session where principal_name = ?").param(anna.login()).update();
    browser.get("/account");

    hears(anna, "Кто-то вошёл с копией вашего «запомнить меня»");
  }

  @Test
  void whoMayHaveGotInIsPushedNothingMore() {
    db.sql(
            """
            insert into push_subscription (person, endpoint, p256dh, auth, agent, created_at)
            values (?, ?, 'x', 'x', 'x', now())
            """)
        .params(anna.login(), "https://push.example/" + anna.login())
        .update();
    send(
        admin,
        HttpMethod.POST,
        "/users/" + anna.login() + "/password",
        "{\"password\": \"%s\"}".formatted(NEXT));
    hears(anna, "Вам задали новый пароль");
    assertThat(
            db.sql("select count(*) from push_subscription where person = ?")
                .param(anna.login())
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void nobodyCanChooseNotToBeTold() {
    choices.save(anna.actor(), new Choices.Choice(java.util.Locale.of("ru"), null, Set.of()));
    send(
        anna,
        HttpMethod.POST,
        "/tokens",
        "{\"name\": \"Ещё\", \"password\": \"%s\"}".formatted(People.PASSWORD));
    hears(anna, "Создан ваш токен «Ещё»");
  }

  private void hears(Person person, String said) {
    Actor actor = person.actor();
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(office.notices(actor))
                    .extracting(notice -> words.title(notice).ru())
                    .anyMatch(title -> title.startsWith(said)));
  }

  private void signIn(Browser browser, Map<String, String> more) {
    browser.get("/login");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("login", anna.login());
    fields.put("password", People.PASSWORD);
    fields.put("_csrf", browser.csrf());
    Map<String, String> headers = new LinkedHashMap<>();
    more.forEach((name, value) -> (name.equals("remember") ? fields : headers).put(name, value));
    assertThat(browser.send(HttpMethod.POST, "/login", fields, headers)).hasStatus(302);
  }

  private MvcTestResult send(Person who, HttpMethod method, String path, String body) {
    return mvc.method(method)
        .uri("/api/v1" + path)
        .header("Authorization", who.bearer())
        .contentType("application/json")
        .content(body)
        .exchange();
  }
}
