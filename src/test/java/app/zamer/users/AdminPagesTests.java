package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class AdminPagesTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Users users;
  @Autowired Tokens tokens;
  @Autowired JdbcClient db;

  private Browser admin;
  private Person anna;

  @BeforeEach
  void anAdministratorAtABrowser() {
    anna = people.hire(Role.MANAGER);
    admin = new Browser(mvc);
    admin.signIn(people.hire(Role.ADMINISTRATOR).login(), People.PASSWORD);
  }

  @Test
  void whoIsNoAdministratorGetsNoneOfIt() {
    Browser browser = new Browser(mvc);
    browser.signIn(people.hire(Role.HEAD_OF_SALES).login(), People.PASSWORD);
    long token = tokens.of(anna.actor().id()).getFirst().id();
    for (String page :
        List.of(
            "",
            "/users",
            "/users/new",
            "/users/" + anna.login(),
            "/users/" + anna.login() + "/password",
            "/tokens",
            "/company",
            "/audit")) {
      assertThat(browser.get("/admin" + page)).as(page).hasStatus(403);
    }
    browser.get("/account");
    for (String action :
        List.of(
            "/users/new",
            "/users/" + anna.login(),
            "/users/" + anna.login() + "/password",
            "/tokens/" + token + "/revoke")) {
      assertThat(browser.post("/admin" + action, Map.of("name", "Чужой", "password", "x")))
          .as(action)
          .hasStatus(403);
    }
    assertThat(users.find(anna.actor().id()).orElseThrow().name()).isEqualTo("Имя " + anna.login());
    assertThat(tokens.of(anna.actor().id())).hasSize(1);
    assertThat(Browser.body(browser.get("/account"))).doesNotContain("href=\"/admin\"");
  }

  @Test
  void anAdministratorBeginsAtTheUsers() {
    assertThat(admin.get("/admin")).hasStatus(302).hasRedirectedUrl("/admin/users");
    assertThat(Browser.body(admin.get("/admin/users")))
        .contains("Имя " + anna.login(), "Менеджер", "Новый пользователь");
  }

  @Test
  void aNewUserCanSignIn() {
    String login = "n" + UUID.randomUUID().toString().substring(0, 8);
    MvcTestResult answer =
        admin.post(
            "/admin/users/new",
            Map.of(
                "login", login, "name", "Новый", "roles", "manager", "password", "ten letters!"));

    assertThat(answer).hasStatus(204);
    assertThat(answer.getResponse().getHeader("HX-Trigger")).contains("users-changed");
    assertThat(new Browser(mvc).signIn(login, "ten letters!")).hasStatus(302);
  }

  @Test
  void whatIsWrongStandsBesideItsInputAndWhatWasTypedStays() {
    MvcTestResult answer =
        admin.post(
            "/admin/users/new", Map.of("login", "Анна", "name", "Анна Новая", "password", "short"));
    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains(
            "value=\"Анна\"",
            "value=\"Анна Новая\"",
            "строчные латинские",
            "хотя бы одна роль",
            "не короче 10")
        .doesNotContain("value=\"short\"");

    MvcTestResult taken =
        admin.post(
            "/admin/users/new",
            Map.of(
                "login",
                anna.login(),
                "name",
                "Вторая",
                "roles",
                "manager",
                "password",
                "ten letters!"));
    assertThat(taken).hasStatus(409);
    assertThat(Browser.body(taken)).contains("уже занят", "value=\"Вторая\"");
  }

  @Test
  void nameRolesAndWhetherHeMaySignInAreChangedTogether() {
    assertThat(change("Анна Ким", "engineer", "1", false)).hasStatus(204);

    User changed = users.find(anna.actor().id()).orElseThrow();
    assertThat(changed.name()).isEqualTo("Анна Ким");
    assertThat(changed.roles()).containsExactly(Role.ENGINEER);
    assertThat(changed.active()).isFalse();
    assertThat(Browser.body(admin.get("/admin/audit?subject=" + anna.login())))
        .contains("Изменён пользователь", "Роли: Менеджер → Инженер", "Может входить: да → нет");
  }

  @Test
  void whoEditsAnOldVersionSeesWhatOthersSavedAndKeepsWhatHeTyped() {
    change("Первая", "manager", "1", true);

    MvcTestResult late = change("Вторая", "manager", "1", true);

    assertThat(late).hasStatus(412);
    assertThat(Browser.body(late))
        .contains("value=\"Вторая\"", "Первая · Менеджер", "name=\"version\" value=\"2\"");
    assertThat(change("Вторая", "manager", "2", true)).hasStatus(204);
  }

  @Test
  void aPasswordThatIsSetEndsTheSessions() {
    Browser theirs = new Browser(mvc);
    theirs.signIn(anna.login(), People.PASSWORD);
    String uri = "/admin/users/" + anna.login() + "/password";

    MvcTestResult differs = admin.post(uri, Map.of("password", "ten letters!", "repeated", "no"));
    assertThat(differs).hasStatus(422);
    assertThat(Browser.body(differs)).contains("Пароли не совпадают");
    assertThat(admin.post(uri, Map.of("password", "ten letters!", "repeated", "ten letters!")))
        .hasStatus(204);

    assertThat(theirs.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(new Browser(mvc).signIn(anna.login(), "ten letters!")).hasStatus(302);
  }

  @Test
  void aTokenOfAnybodyIsSeenAndRevoked() {
    long id = tokens.of(anna.actor().id()).getFirst().id();
    assertThat(Browser.body(admin.get("/admin/tokens"))).contains("Имя " + anna.login());

    assertThat(admin.post("/admin/tokens/" + id + "/revoke", Map.of())).hasStatus(204);

    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", anna.bearer())).hasStatus(401);
    assertThat(admin.post("/admin/tokens/" + id + "/revoke", Map.of())).hasStatus(404);
  }

  @Test
  void theJournalIsReadPageByPageWithoutGapOrRepetition() {
    for (int i = 0; i < AuditQuery.PAGE; i++) {
      tokens.createKnown(anna.actor().id(), "t" + i, anna.login() + i);
      tokens.revoke(anna.actor(), tokens.of(anna.actor().id()).getFirst().id());
    }
    String filter = "/admin/audit?what=token.revoked&by=" + anna.login();
    tokens.createKnown(anna.actor().id(), "последний", anna.login());
    tokens.revoke(anna.actor(), tokens.of(anna.actor().id()).getFirst().id());

    String first = Browser.body(admin.get(filter));
    assertThat(first).contains("«последний»", "«t1»", "Раньше").doesNotContain("«t0»");
    String next = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1");
    assertThat(Browser.body(admin.get(next.replace("&amp;", "&"))))
        .contains("«t0»")
        .doesNotContain("«t1»", "Раньше");
  }

  @Test
  void theJournalAnswersAnythingThatIsAskedOfIt() {
    assertThat(Browser.body(admin.get("/admin/audit?day=10.03.2026&by=" + anna.login())))
        .contains("Таких записей нет");
    assertThat(Browser.body(admin.get("/admin/audit?day=вчера"))).contains("Дата пишется");
    assertThat(admin.get("/admin/audit?by=%00&what=x'y&subject=%25")).hasStatusOk();
    assertThat(admin.get("/admin/audit?before=x")).hasStatus(400);
  }

  @Test
  void theCompanyPageShowsTheZoneAndNoPassword() {
    assertThat(Browser.body(admin.get("/admin/company"))).contains("Europe/Moscow", "ZAMER_ZONE");
  }

  private MvcTestResult change(String name, String role, String version, boolean active) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("roles", role);
    fields.put("version", version);
    if (active) {
      fields.put("active", "true");
    }
    return admin.post("/admin/users/" + anna.login(), fields);
  }
}
