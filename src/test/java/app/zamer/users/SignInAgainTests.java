package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import com.jayway.jsonpath.JsonPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Pages that were open when a session ended, or when somebody signed in anew. */
@ZamerTest
class SignInAgainTests {
  private static final Map<String, String> HERE = Map.of("Sec-Fetch-Site", "same-origin");
  private static final Map<String, String> PART = Map.of("HX-Request", "true");
  private static final Pattern KEPT =
      Pattern.compile(
          "<(?:input type=\"hidden\"|textarea) name=\"(kept[^\"]*)\"(?: value=\"([^\"]*)\"|"
              + " hidden>\n"
              + "([^<]*))");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Tokens tokens;
  @Autowired JdbcClient db;

  private Browser browser;
  private Person anna;
  private String before;

  @BeforeEach
  void somebodyHasAPageOpen() {
    anna = people.hire(Role.MANAGER);
    browser = new Browser(mvc);
    browser.signIn(anna.login(), People.PASSWORD);
    before = browser.csrf();
  }

  @Test
  void whatWasTypedWithoutScriptsIsKeptOverTheSignInAndSentByItsOwner() {
    theSessionGoes();
    MvcTestResult refused = makesToken(HERE);
    assertThat(refused).hasStatus(401);
    String page = Browser.body(refused);
    assertThat(page)
        .contains("Выгрузка \"в\" &lt;1С&gt;", "kept.path")
        .doesNotContain(People.PASSWORD);

    MvcTestResult wrong = signIn(anna.login(), "wrong", page);
    assertThat(wrong).hasStatus(401);
    MvcTestResult right = signIn(anna.login(), People.PASSWORD, Browser.body(wrong));
    assertThat(right).hasStatusOk();
    assertThat(Browser.body(right))
        .contains("action=\"/account/tokens\"", "Выгрузка \"в\" &lt;1С&gt;")
        // what is secret is typed once more
        .contains("name=\"password\"");
    assertThat(names()).containsExactly("test");

    assertThat(makesToken(HERE)).hasStatusOk();
    assertThat(names()).containsExactly("Выгрузка \"в\" <1С>", "test");
  }

  @Test
  void anotherPersonWhoSignsInThereSendsAndSeesNothingOfIt() {
    theSessionGoes();
    String page = Browser.body(makesToken(HERE));
    Person boris = people.hire(Role.MANAGER);

    String answer = Browser.body(signIn(boris.login(), People.PASSWORD, page));

    assertThat(answer).contains("Ничего не отправлено").doesNotContain("Выгрузка");
    // nor from the page that the first one has left open
    String late = Browser.body(makesToken(before, HERE));
    assertThat(late).contains("Ничего не отправлено").doesNotContain("Выгрузка");
    assertThat(tokens.of(boris.actor().id())).hasSize(1);
  }

  @Test
  void aPageFromBeforeTheSignInSaysSoAndKeepsWhatWasTyped() {
    browser.get("/account");
    browser.post("/login", Map.of("login", anna.login(), "password", People.PASSWORD));

    MvcTestResult old = makesToken(before, HERE);
    assertThat(old).hasStatus(403);
    assertThat(Browser.body(old))
        .contains("Отправить введённое", "Выгрузка")
        .doesNotContain("У вашей роли нет права");
    assertThat(makesToken(HERE)).hasStatusOk();
  }

  @Test
  void aSignInPageThatWasLeftOpenIsShownAnew() {
    Browser late = new Browser(mvc);
    late.get("/login");
    MvcTestResult old =
        late.send(
            HttpMethod.POST,
            "/login",
            Map.of("login", anna.login(), "password", People.PASSWORD, "_csrf", before),
            HERE);
    assertThat(old).hasStatus(403);
    assertThat(Browser.body(old))
        .contains("value=\"" + anna.login() + "\"", "Страница входа устарела");
    assertThat(late.post("/login", Map.of("login", anna.login(), "password", People.PASSWORD)))
        .hasStatus(302);
  }

  @Test
  void whatAnotherSiteMadeTheBrowserSendIsNotOfferedAgain() {
    theSessionGoes();
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Origin", "https://elsewhere.example", "Host", "localhost"),
            Map.of("Origin", "null", "Host", "localhost"))) {
      assertThat(makesToken(before, headers)).hasStatus(302).hasRedirectedUrl("/login");
      MvcTestResult forged = makesToken("forged", headers);
      assertThat(forged).hasStatus(403);
      assertThat(Browser.body(forged))
          .contains("CSRF")
          .doesNotContain("Выгрузка", "У вашей роли нет права");
    }
    assertThat(makesToken(before, Map.of("Origin", "https://crm.example", "Host", "crm.example")))
        .hasStatus(401);
    assertThat(
            browser.post(
                "/login",
                Map.of(
                    "login",
                    anna.login(),
                    "password",
                    People.PASSWORD,
                    "kept.path",
                    "//elsewhere.example/")))
        .hasStatus(302);
  }

  @Test
  void aFormThatAnotherSiteSendsToTheSignInItselfIsNotOfferedEither() {
    Map<String, String> planted =
        Map.of("kept.path", "/deals/1/comments", "kept.field.text", "Подброшено");
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Origin", "https://elsewhere.example", "Host", "localhost"))) {
      MvcTestResult answer = new Browser(mvc).send(HttpMethod.POST, "/login", planted, headers);
      assertThat(answer).hasStatus(403);
      assertThat(Browser.body(answer)).doesNotContain("Подброшено", "kept.path");
    }
  }

  @Test
  void thePagesScriptIsToldWhatIsMissing() {
    theSessionGoes();
    Map<String, String> part = new LinkedHashMap<>(PART);
    part.put("X-XSRF-TOKEN", before);
    MvcTestResult ended =
        browser.send(HttpMethod.POST, "/account/extension", Map.of("extension", ""), part);
    assertThat(ended).hasStatus(401).hasHeader("X-Sign-In", "needed");
    assertThat(Browser.body(ended)).contains("Сеанс закончился").doesNotContain("<html");
    assertThat(browser.send(HttpMethod.GET, "/live", Map.of(), Map.of())).hasStatus(401);

    assertThat(login()).isNull();
    assertThat(Browser.body(browser.get("/login/here"))).contains("data-here", "name=\"_csrf\"");
    assertThat(here("wrong")).hasStatus(401);
    assertThat(here(People.PASSWORD)).hasStatus(204);
    assertThat(login()).isEqualTo(anna.login());

    MvcTestResult old =
        browser.send(HttpMethod.POST, "/account/extension", Map.of("extension", ""), part);
    assertThat(old).hasStatus(403).hasHeader("X-Sign-In", "renewed");
    assertThat(Browser.body(old)).doesNotContain("У вашей роли нет права");
    String now = Browser.body(browser.get("/session"));
    part.put(JsonPath.read(now, "$.header"), JsonPath.read(now, "$.token"));
    assertThat(browser.send(HttpMethod.POST, "/account/extension", Map.of("extension", ""), part))
        .hasStatus(204);
    // the API is asked by pages too
    assertThat(
            browser.send(
                HttpMethod.DELETE, "/api/v1/tokens/0", Map.of(), Map.of("X-XSRF-TOKEN", before)))
        .hasStatus(403)
        .hasHeader("X-Sign-In", "renewed");
  }

  private String login() {
    return JsonPath.read(Browser.body(browser.get("/session")), "$.login");
  }

  private MvcTestResult here(String password) {
    return browser.post(
        "/login", Map.of("here", "true", "login", anna.login(), "password", password));
  }

  private java.util.List<String> names() {
    return tokens.of(anna.actor().id()).stream().map(Token::name).toList();
  }

  private MvcTestResult makesToken(Map<String, String> headers) {
    return makesToken(browser.csrf(), headers);
  }

  private MvcTestResult makesToken(String csrf, Map<String, String> headers) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", "Выгрузка \"в\" <1С>");
    fields.put("purpose", "api");
    fields.put("days", "30");
    fields.put("password", People.PASSWORD);
    fields.put("_csrf", csrf);
    return browser.send(HttpMethod.POST, "/account/tokens", fields, headers);
  }

  /** Fills in the sign-in of a page that carries what was typed. */
  private MvcTestResult signIn(String login, String password, String page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher kept = KEPT.matcher(page);
    while (kept.find()) {
      String value = kept.group(2) == null ? kept.group(3) : kept.group(2);
      fields.put(
          kept.group(1),
          value
              .replace("&quot;", "\"")
              .replace("&#34;", "\"")
              .replace("&lt;", "<")
              .replace("&gt;", ">"));
    }
    assertThat(fields).containsKeys("kept.path", "kept.field.name", "kept.secret");
    fields.put("login", login);
    fields.put("password", password);
    return browser.post("/login", fields);
  }

  private void theSessionGoes() {
    db.sql("delete from spring_session where principal_name = ?").param(anna.login()).update();
  }
}
