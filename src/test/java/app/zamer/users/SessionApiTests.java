package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class SessionApiTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired JdbcClient db;

  private Person anna;
  private Browser desk;
  private Browser phone;

  @BeforeEach
  void signedInAtTheDeskAndRememberedOnThePhone() {
    anna = people.hire(Role.MANAGER);
    desk = new Browser(mvc).at("192.0.2.1");
    desk.signIn(anna.login(), People.PASSWORD);
    phone = new Browser(mvc).at("192.0.2.9");
    phone.get("/login");
    phone.post(
        "/login", Map.of("login", anna.login(), "password", People.PASSWORD, "remember", "true"));
  }

  @Test
  void whereOneIsSignedInIsListedWithoutWhatOpensIt() {
    MvcTestResult listed = desk.get("/api/v1/me/sessions");
    String body = Browser.body(listed);
    assertThat(JsonPath.<List<Boolean>>read(body, "$.items[*].current"))
        .containsExactly(true, false);
    assertThat(JsonPath.<List<String>>read(body, "$.items[*].address"))
        .containsExactly("192.0.2.1", "192.0.2.9");
    assertThat(JsonPath.<List<Boolean>>read(body, "$.items[*].remembered"))
        .containsExactly(false, true);
    List<String> secrets =
        db.sql(
                "select session_id from spring_session where principal_name = :login union all"
                    + " select series from remembered_sign_in where login = :login")
            .param("login", anna.login())
            .query(String.class)
            .list();
    assertThat(secrets).hasSize(3).noneMatch(body::contains);
    // a program has no session of its own
    assertThat(JsonPath.<List<Boolean>>read(json(anna, "/me/sessions"), "$.items[*].current"))
        .containsExactly(false, false);
  }

  @Test
  void oneIsEndedWithWhatWasRememberedThereAndTheOthersGoOn() {
    assertThat(end(anna, "/me/sessions/" + id(true))).hasStatus(204);

    assertThat(phone.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(desk.get("/account")).hasStatusOk();
    assertThat(end(anna, "/me/sessions/nothing")).hasStatus(404);
  }

  @Test
  void aBrowserIsForgottenThatHasNoSessionNow() {
    db.sql("delete from spring_session where principal_name = ?").param(anna.login()).update();
    assertThat(end(anna, "/me/sessions/" + id(true))).hasStatus(204);

    assertThat(phone.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @Test
  void theOthersAreEndedOnThePageAndThisOneGoesOn() {
    assertThat(desk.post("/account/devices/end-others", Map.of())).hasStatus(302);

    assertThat(desk.get("/account")).hasStatusOk();
    assertThat(phone.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @Test
  void whoIsRememberedAndEndsTheOthersStaysRemembered() {
    phone.get("/account");
    assertThat(phone.post("/account/devices/end-others", Map.of())).hasStatus(302);
    assertThat(desk.get("/account")).hasStatus(302).hasRedirectedUrl("/login");

    db.sql("delete from spring_session where principal_name = ?").param(anna.login()).update();
    assertThat(phone.get("/account")).hasStatusOk();
  }

  @Test
  void anAdministratorSeesAndEndsThoseOfOthersAndNobodyElseDoes() {
    Person admin = people.hire(Role.ADMINISTRATOR);
    Person boris = people.hire(Role.MANAGER, Role.HEAD_OF_SALES);
    String theirs = "/users/" + anna.login() + "/sessions";
    for (String path : List.of(theirs, theirs + "/" + id(false))) {
      assertThat(end(boris, path)).hasStatus(403);
    }
    assertThat(get(boris, theirs)).hasStatus(403);
    assertThat(end(boris, "/me/sessions/" + id(false))).hasStatus(404);
    assertThat(get(admin, "/users/nobody/sessions")).hasStatus(404);

    Browser office = new Browser(mvc);
    office.signIn(admin.login(), People.PASSWORD);
    String page = "/admin/users/" + anna.login() + "/devices";
    assertThat(Browser.body(office.get(page))).contains("192.0.2.9", "Выйти на всех");
    assertThat(office.post(page + "/" + id(true) + "/end", Map.of())).hasStatus(204);
    assertThat(JsonPath.<List<String>>read(json(admin, theirs), "$.items[*].address"))
        .containsExactly("192.0.2.1");
    assertThat(end(admin, theirs)).hasStatus(204);
    assertThat(desk.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(office.get("/account")).hasStatusOk();
  }

  @Test
  void aSessionEndsTwelveHoursAfterTheSignInHoweverBusyItIs() {
    older(Duration.ofHours(12).minusMinutes(1));
    assertThat(desk.get("/account")).hasStatusOk();
    assertThat(desk.get("/api/v1/me")).hasStatusOk();

    older(Duration.ofMinutes(1));
    assertThat(desk.get("/api/v1/me")).hasStatus(401);
    assertThat(desk.get("/account")).hasStatus(302).hasRedirectedUrl("/login");
    // a browser that is to be remembered begins a new one
    assertThat(phone.get("/account")).hasStatusOk();
  }

  @Test
  void aSignInBeginsANewSession() {
    String before = desk.cookie("SESSION");
    older(Duration.ofHours(11));
    desk.signIn(anna.login(), People.PASSWORD);

    assertThat(desk.cookie("SESSION")).isNotEqualTo(before);
    older(Duration.ofHours(2));
    assertThat(desk.get("/account")).hasStatusOk();
  }

  private void older(Duration by) {
    db.sql("update spring_session set creation_time = creation_time - ? where principal_name = ?")
        .params(by.toMillis(), anna.login())
        .update();
  }

  private String id(boolean remembered) {
    return JsonPath.<List<String>>read(
            json(anna, "/me/sessions"), "$.items[?(@.remembered == " + remembered + ")].id")
        .getFirst();
  }

  private String json(Person who, String path) {
    return Browser.body(get(who, path));
  }

  private MvcTestResult get(Person who, String path) {
    return mvc.get().uri("/api/v1" + path).header("Authorization", who.bearer()).exchange();
  }

  private MvcTestResult end(Person who, String path) {
    return mvc.method(HttpMethod.DELETE)
        .uri("/api/v1" + path)
        .header("Authorization", who.bearer())
        .exchange();
  }
}
