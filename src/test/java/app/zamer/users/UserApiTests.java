package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.regulation.Rulebook.Scope;
import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class UserApiTests {
  private static final String USERS = "/api/v1/users";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Users users;
  @Autowired JdbcClient db;

  private Person admin;
  private Person manager;
  private final String login = "n" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void people() {
    admin = people.hire(Role.ADMINISTRATOR);
    manager = people.hire(Role.MANAGER);
  }

  @Test
  void whoAsksIsTold() {
    MvcTestResult me = send(manager, HttpMethod.GET, "/api/v1/me", null, null);

    assertThat(me).hasStatusOk();
    String body = Browser.body(me);
    assertThat(JsonPath.<String>read(body, "$.login")).isEqualTo(manager.login());
    assertThat(JsonPath.<List<String>>read(body, "$.roles")).containsExactly("manager");
    assertThat(JsonPath.<String>read(body, "$.createdAt")).isEqualTo("2026-03-10T09:00:00+03:00");
    assertThat(body).doesNotContain("password").doesNotContain("bcrypt");
  }

  @Test
  void anAdministratorCreatesAnAccountThatCanBeUsedAtOnce() {
    MvcTestResult created = create(admin, login);

    assertThat(created)
        .hasStatus(201)
        .hasHeader("Location", USERS + "/" + login)
        .hasHeader("ETag", "\"1\"");
    assertThat(new Browser(mvc).signIn(login, "a long password"))
        .hasStatus(302)
        .hasRedirectedUrl("/");
    assertThat(audited("user.created", login)).isEqualTo(admin.login());
  }

  @Test
  void nobodyElseChangesAccounts() {
    assertThat(create(manager, login)).hasStatus(403);
    assertThat(patch(manager, admin.login(), "\"1\"", "{\"active\": false}")).hasStatus(403);
    assertThat(
            post(
                manager,
                USERS + "/" + admin.login() + "/password",
                "{\"password\": \"a long password\"}"))
        .hasStatus(403);
    assertThat(users.find(new UserId(login))).isEmpty();
  }

  @Test
  void everybodyLooksPeopleUp() {
    MvcTestResult one = send(manager, HttpMethod.GET, USERS + "/" + admin.login(), null, null);
    MvcTestResult list =
        send(
            manager,
            HttpMethod.GET,
            USERS + "?role=administrator&active=true&size=200",
            null,
            null);

    assertThat(one).hasStatusOk().hasHeader("ETag", "\"1\"");
    assertThat(JsonPath.<List<String>>read(Browser.body(list), "$.items[*].login"))
        .contains(admin.login())
        .doesNotContain(manager.login())
        .isSorted();
    assertThat(send(manager, HttpMethod.GET, USERS + "/nobody", null, null)).hasStatus(404);
    assertThat(send(manager, HttpMethod.GET, USERS + "?role=king", null, null)).hasStatus(422);
  }

  @Test
  void everythingWrongWithANewAccountIsSaidAtOnce() {
    MvcTestResult answer =
        post(admin, USERS, "{\"login\": \"Анна\", \"roles\": [\"king\"], \"password\": \"short\"}");

    assertThat(answer).hasStatus(422);
    assertThat(JsonPath.<List<String>>read(Browser.body(answer), "$.violations[*].field"))
        .containsExactlyInAnyOrder("login", "name", "roles", "password");
  }

  @Test
  void thePasswordMustFitWhatTheHashTakes() {
    String longest = "тихийомутзарекойгдерастутстарыелипыя";
    assertThat(longest).hasSize(36);
    assertThat(post(admin, USERS, newUser(login, longest + "н"))).hasStatus(422);
    assertThat(post(admin, USERS, newUser(login, longest))).hasStatus(201);
  }

  @Test
  void theNameOfTheProgramItselfIsTaken() {
    assertThat(create(admin, "system")).hasStatus(422);
  }

  @Test
  void aLoginIsGivenOnce() {
    create(admin, login);
    MvcTestResult again = create(admin, login);

    assertThat(again).hasStatus(409);
    assertThat(JsonPath.<String>read(Browser.body(again), "$.login")).isEqualTo(login);
  }

  @Test
  void aChangeNeedsTheVersionItChanges() {
    assertThat(patch(admin, manager.login(), null, "{\"name\": \"Новое имя\"}")).hasStatus(428);
    assertThat(patch(admin, manager.login(), "\"2\"", "{\"name\": \"Новое имя\"}"))
        .hasStatus(412)
        .hasHeader("ETag", "\"1\"");
    assertThat(patch(admin, manager.login(), "\"1\"", "{\"name\": \"Новое имя\"}"))
        .hasStatusOk()
        .hasHeader("ETag", "\"2\"");
    assertThat(users.names(List.of(manager.actor().id())))
        .isEqualTo(Map.of(manager.actor().id(), "Новое имя"));
  }

  @Test
  void aMergePatchIsUnderstoodUnderItsOwnMediaType() {
    assertThat(
            mvc.patch()
                .uri(USERS + "/" + manager.login())
                .header("Authorization", admin.bearer())
                .header("If-Match", "\"1\"")
                .contentType("application/merge-patch+json")
                .content("{\"name\": \"Новое имя\"}"))
        .hasStatusOk();
  }

  @Test
  void aChangeThatCannotBeUnderstoodIsMalformed() {
    MvcTestResult answer =
        patch(
            admin,
            manager.login(),
            "\"1\"",
            "{\"name\": 5, \"roles\": \"manager\", \"active\": null, \"age\": 7}");

    assertThat(answer).hasStatus(400);
    assertThat(JsonPath.<List<String>>read(Browser.body(answer), "$.violations[*].field"))
        .containsExactlyInAnyOrder("name", "roles", "active", "age");
  }

  @Test
  void newRolesHoldFromTheNextRequestOn() {
    patch(admin, manager.login(), "\"1\"", "{\"roles\": [\"administrator\"]}");
    assertThat(create(manager, login)).hasStatus(201);

    patch(admin, manager.login(), "\"2\"", "{\"roles\": [\"engineer\"]}");
    assertThat(create(manager, "x" + login)).hasStatus(403);
    assertThat(users.withRight("visit.result", Scope.VISIT))
        .extracting(User::id)
        .contains(manager.actor().id());
  }

  @Test
  void whoHasLeftGetsInNoMore() {
    Browser browser = new Browser(mvc);
    browser.signIn(manager.login(), People.PASSWORD);
    assertThat(browser.get("/account")).hasStatusOk();

    users.deactivate(admin.actor(), manager.actor().id());

    assertThat(send(manager, HttpMethod.GET, "/api/v1/me", null, null)).hasStatus(401);
    assertThat(browser.get("/")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(new Browser(mvc).signIn(manager.login(), People.PASSWORD)).hasStatus(401);
    assertThat(users.withRight("lead.own"))
        .extracting(User::id)
        .doesNotContain(manager.actor().id());
  }

  @Test
  void anAdministratorGivesANewPasswordWhichEndsTheSessions() {
    Browser browser = new Browser(mvc);
    browser.signIn(manager.login(), People.PASSWORD);

    assertThat(
            post(admin, USERS + "/" + manager.login() + "/password", "{\"password\": \"short\"}"))
        .hasStatus(422);
    assertThat(
            post(
                admin,
                USERS + "/" + manager.login() + "/password",
                "{\"password\": \"another password\"}"))
        .hasStatus(204);

    assertThat(browser.get("/")).hasStatus(302);
    assertThat(new Browser(mvc).signIn(manager.login(), "another password")).hasStatus(302);
  }

  @Test
  void aUserChangesHisOwnPasswordIfHeKnowsTheOldOne() {
    String wrong = "{\"currentPassword\": \"no\", \"newPassword\": \"another password\"}";
    String right =
        "{\"currentPassword\": \"" + People.PASSWORD + "\", \"newPassword\": \"another password\"}";

    MvcTestResult refused = post(manager, "/api/v1/me/password", wrong);
    assertThat(refused).hasStatus(422);
    assertThat(JsonPath.<List<String>>read(Browser.body(refused), "$.violations[*].field"))
        .containsExactly("currentPassword");
    assertThat(post(manager, "/api/v1/me/password", right)).hasStatus(204);
    assertThat(new Browser(mvc).signIn(manager.login(), "another password")).hasStatus(302);
  }

  @Test
  void guessingOnesPasswordThroughTheApiIsSlowedDown() {
    String wrong = "{\"currentPassword\": \"no\", \"newPassword\": \"another password\"}";
    for (int i = 0; i < SignInThrottle.ATTEMPTS; i++) {
      assertThat(post(manager, "/api/v1/me/password", wrong)).hasStatus(422);
    }
    assertThat(post(manager, "/api/v1/me/password", wrong))
        .hasStatus(429)
        .hasHeader("Retry-After", "900")
        .hasContentType("application/problem+json");
  }

  @Test
  void theAuditLogIsNeverChanged() {
    create(admin, login);

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> db.sql("delete from audit_log where subject = ?").param(login).update()))
        .hasStackTraceContaining("nothing in audit_log is changed");
  }

  @Test
  void theProgramItselfMayCreateUsers() {
    UserOutcome outcome =
        users.create(Actor.SYSTEM, new NewUser(login, "Имя", Set.of(Role.ENGINEER), "zamer-demo"));

    assertThat(outcome).isInstanceOf(UserOutcome.Saved.class);
  }

  private MvcTestResult create(Person who, String newLogin) {
    return post(who, USERS, newUser(newLogin, "a long password"));
  }

  private static String newUser(String login, String password) {
    return """
    {"login": "%s", "name": "Анна", "roles": ["manager", "engineer"], "password": "%s"}
    """
        .formatted(login, password);
  }

  private MvcTestResult patch(Person who, String whom, @Nullable String version, String body) {
    return send(who, HttpMethod.PATCH, USERS + "/" + whom, version, body);
  }

  private MvcTestResult post(Person who, String uri, String body) {
    return send(who, HttpMethod.POST, uri, null, body);
  }

  private MvcTestResult send(
      Person who, HttpMethod method, String uri, @Nullable String version, @Nullable String body) {
    var request = mvc.method(method).uri(uri).header("Authorization", who.bearer());
    if (version != null) {
      request = request.header("If-Match", version);
    }
    if (body != null) {
      request = request.contentType("application/json").content(body);
    }
    return request.exchange();
  }

  private String audited(String what, String subject) {
    return db.sql("select by from audit_log where what = ? and subject = ?")
        .params(what, subject)
        .query(String.class)
        .single();
  }
}
