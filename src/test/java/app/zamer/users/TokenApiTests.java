package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
@RecordApplicationEvents
class TokenApiTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Tokens tokens;
  @Autowired Users users;
  @Autowired TokenRepository repository;
  @Autowired JdbcClient db;
  @Autowired CompanyClock clock;

  private Person anna;

  @BeforeEach
  void somebody() {
    anna = people.hire(Role.MANAGER);
  }

  @Test
  void aTokenIsShownOnceWorksAndIsStoredAsAHash() {
    MvcTestResult created = create(anna, "Выгрузка");

    assertThat(created).hasStatus(201);
    String secret = JsonPath.read(Browser.body(created), "$.token");
    assertThat(secret).startsWith("zamer_").hasSize(6 + 43);
    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "bearer " + secret))
        .hasStatusOk();
    MvcTestResult list =
        mvc.get().uri("/api/v1/tokens").header("Authorization", anna.bearer()).exchange();
    assertThat(JsonPath.<List<String>>read(Browser.body(list), "$.items[*].name"))
        .containsExactly("Выгрузка", "test");
    assertThat(JsonPath.<Integer>read(Browser.body(list), "$.total")).isEqualTo(2);
    assertThat(Browser.body(list)).doesNotContain(secret);
    assertThat(
            db.sql("select t::text from api_token t where login = ?")
                .param(anna.login())
                .query(String.class)
                .list())
        .noneMatch(row -> row.contains(secret));
  }

  @Test
  void aRevokedTokenIsRefusedAtOnce() {
    String created = Browser.body(create(anna, "Выгрузка"));
    String secret = JsonPath.read(created, "$.token");
    String id = JsonPath.read(created, "$.id");
    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Bearer " + secret))
        .hasStatusOk();

    assertThat(mvc.delete().uri("/api/v1/tokens/" + id).header("Authorization", anna.bearer()))
        .hasStatus(204);

    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Bearer " + secret))
        .hasStatus(401)
        .hasHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
        .hasContentType("application/problem+json");
    assertThat(mvc.delete().uri("/api/v1/tokens/" + id).header("Authorization", anna.bearer()))
        .hasStatus(404);
  }

  @Test
  void onlyTheOwnerAndAnAdministratorRevokeAToken() {
    String first = JsonPath.read(Browser.body(create(anna, "one")), "$.id");
    Person other = people.hire(Role.MANAGER);
    Person admin = people.hire(Role.ADMINISTRATOR);

    assertThat(mvc.delete().uri("/api/v1/tokens/" + first).header("Authorization", other.bearer()))
        .hasStatus(404);
    assertThat(mvc.delete().uri("/api/v1/tokens/" + first).header("Authorization", admin.bearer()))
        .hasStatus(204);
  }

  @Test
  void whatIsNoTokenIsRefused() {
    for (String header : List.of("Bearer nonsense", "Bearer ", "Bearer", "Basic YTpi")) {
      assertThat(mvc.get().uri("/api/v1/me").header("Authorization", header)).hasStatus(401);
    }
  }

  @Test
  void aTokenNeedsAName() {
    assertThat(create(anna, " ")).hasStatus(422);
    assertThat(create(anna, "x".repeat(101))).hasStatus(422);
  }

  @Test
  void noTokenIsMadeWithoutThePasswordOfItsOwner() {
    for (String body :
        List.of(
            "{\"name\": \"Выгрузка\"}",
            "{\"name\": \"Выгрузка\", \"password\": null}",
            "{\"name\": \"Выгрузка\", \"password\": \"wrong\"}")) {
      MvcTestResult answer = post(anna, body);
      assertThat(answer).hasStatus(422);
      assertThat(JsonPath.<List<String>>read(Browser.body(answer), "$.violations[*].field"))
          .containsExactly("password");
    }
    // guessing it is slowed down as at the sign-in
    post(anna, "{\"name\": \"x\", \"password\": \"wrong\"}");
    post(anna, "{\"name\": \"x\", \"password\": \"wrong\"}");
    assertThat(create(anna, "Выгрузка")).hasStatus(429).hasHeader("Retry-After", "900");
    assertThat(tokens.of(anna.actor().id())).extracting(Token::name).containsExactly("test");
  }

  @Test
  void aTokenOpensWhatItIsForAndNothingElse() {
    Person exchange = people.hire(Role.EXCHANGE);
    Person admin = people.hire(Role.ADMINISTRATOR);
    for (String purpose : List.of("bitrix24", "calendar", "mcp")) {
      assertThat(use(made(anna, purpose), "/me")).hasStatus(401);
      assertThat(use(made(anna, purpose), "/telephony/calls")).hasStatus(401);
    }
    assertThat(use(made(anna, "api"), "/me")).hasStatusOk();
    assertThat(use(made(anna, "api"), "/telephony/calls")).hasStatusOk();
    String reports = made(admin, "exchange");
    assertThat(
            mvc.post()
                .uri("/api/v1/telephony/events")
                .header("Authorization", "Bearer " + reports)
                .contentType("application/json")
                .content("{}"))
        .hasStatus(422);
    for (String path : List.of("/me", "/deals", "/users", "/tokens", "/telephony/../me")) {
      assertThat(use(reports, path).getResponse().getStatus()).as(path).isIn(400, 401);
      assertThat(use(exchange.token(), path).getResponse().getStatus()).as(path).isIn(400, 401);
    }
    assertThat(mvc.get().uri("/actuator/info").header("Authorization", "Bearer " + reports))
        .hasStatus(401);
  }

  @Test
  void whatAnExchangeReportsIsBelievedSoNobodyElseMakesItsToken() {
    MvcTestResult answer = post(anna, body("exchange", 90));
    assertThat(answer).hasStatus(422);
    assertThat(JsonPath.<List<String>>read(Browser.body(answer), "$.violations[*].field"))
        .containsExactly("purpose");
    assertThat(post(anna, body("sip", 90))).hasStatus(422);
  }

  @Test
  void aTokenExpiresAfterTheDaysThatWereChosen() {
    assertThat(post(anna, body("api", 0))).hasStatus(422);
    assertThat(post(anna, body("api", 366))).hasStatus(422);
    String usual = Browser.body(create(anna, "Выгрузка"));
    assertThat(OffsetDateTime.parse(JsonPath.<String>read(usual, "$.expiresAt")).toInstant())
        .isEqualTo(StoppedClock.START.plus(Duration.ofDays(90)));
    String shorter = JsonPath.read(Browser.body(post(anna, body("api", 30))), "$.token");
    assertThat(use(shorter, "/me")).hasStatusOk();

    clock.stopAt(StoppedClock.START.plus(Duration.ofDays(30)));
    assertThat(use(shorter, "/me")).hasStatus(401);
    assertThat(use(JsonPath.read(usual, "$.token"), "/me")).hasStatusOk();
    assertThat(tokens.of(anna.actor().id()))
        .extracting(Token::name)
        .containsExactly("Выгрузка", "test");
  }

  @Test
  void theOwnerOfATokenIsToldOnceInTheWeekBeforeItsEnd(ApplicationEvents events) {
    assertThat(post(anna, body("api", 30))).hasStatus(201);
    create(anna, "Выгрузка");
    for (int day : new int[] {22, 23, 24, 30}) {
      clock.stopAt(StoppedClock.START.plus(Duration.ofDays(day)));
      tokens.warn();

      assertThat(
              events.stream(AccountNews.class)
                  .filter(news -> news.user().equals(anna.actor().id()))
                  .filter(news -> news.what().equals("token-ends"))
                  .map(news -> news.detail().get("when")))
          .hasSize(day < 23 ? 0 : 1)
          .allMatch(StoppedClock.START.plus(Duration.ofDays(30)).toString()::equals);
    }
  }

  @Test
  void tokensEndWithThePasswordAndWithTheAccount() {
    Person admin = people.hire(Role.ADMINISTRATOR);
    String before = made(anna, "api");
    users.setPassword(admin.actor(), anna.actor().id(), "another password");
    assertThat(use(before, "/me")).hasStatus(401);

    Person boris = people.hire(Role.MANAGER);
    String own = made(boris, "api");
    assertThat(
            mvc.post()
                .uri("/api/v1/me/password")
                .header("Authorization", boris.bearer())
                .contentType("application/json")
                .content(
                    "{\"currentPassword\": \"%s\", \"newPassword\": \"another password\"}"
                        .formatted(People.PASSWORD)))
        .hasStatus(204);
    assertThat(use(own, "/me")).hasStatus(401);

    Person kira = people.hire(Role.MANAGER);
    String gone = made(kira, "api");
    users.deactivate(admin.actor(), kira.actor().id());
    assertThat(use(gone, "/me")).hasStatus(401);
    users.change(admin.actor(), kira.actor().id(), null, new UserChange(null, null, true));
    assertThat(use(gone, "/me")).hasStatus(401);
  }

  private static String body(String purpose, int days) {
    return """
    {"name": "t", "purpose": "%s", "days": %d, "password": "%s"}
    """
        .formatted(purpose, days, People.PASSWORD);
  }

  private String made(Person who, String purpose) {
    MvcTestResult answer = post(who, body(purpose, 90));
    assertThat(answer).hasStatus(201);
    assertThat(JsonPath.<String>read(Browser.body(answer), "$.purpose")).isEqualTo(purpose);
    return JsonPath.read(Browser.body(answer), "$.token");
  }

  private MvcTestResult use(String token, String path) {
    return mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + token).exchange();
  }

  private MvcTestResult post(Person who, String body) {
    return mvc.post()
        .uri("/api/v1/tokens")
        .header("Authorization", who.bearer())
        .contentType("application/json")
        .content(body)
        .exchange();
  }

  @Test
  void useIsNotedOnceAMinute() {
    TokenHash hash = TokenHash.of(anna.token());
    Instant start = StoppedClock.START;
    repository.use(hash);
    clock.stopAt(start.plusSeconds(59));
    repository.use(hash);
    assertThat(lastUse()).isEqualTo(start);

    clock.stopAt(start.plusSeconds(60));
    repository.use(hash);
    assertThat(lastUse()).isEqualTo(start.plusSeconds(60));
  }

  @Test
  void aKnownTokenIsMadeOnce() {
    String secret = "known-" + UUID.randomUUID();
    tokens.createKnown(anna.actor().id(), "demo", secret);
    tokens.createKnown(anna.actor().id(), "demo", secret);

    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", "Bearer " + secret))
        .hasStatusOk();
    assertThat(tokens.of(anna.actor().id()))
        .extracting(Token::name)
        .containsExactly("demo", "test");
  }

  private @Nullable Instant lastUse() {
    return tokens.of(anna.actor().id()).getFirst().lastUsedAt();
  }

  private MvcTestResult create(Person who, String name) {
    return post(who, "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, People.PASSWORD));
  }
}
