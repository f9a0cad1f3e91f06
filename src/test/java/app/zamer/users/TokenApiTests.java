package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import com.jayway.jsonpath.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class TokenApiTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Tokens tokens;
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
    return mvc.post()
        .uri("/api/v1/tokens")
        .header("Authorization", who.bearer())
        .contentType("application/json")
        .content("{\"name\": \"" + name + "\"}")
        .exchange();
  }
}
