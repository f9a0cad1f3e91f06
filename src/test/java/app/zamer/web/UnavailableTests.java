package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What is answered while others hold all the connections to the database. */
@ZamerTest
class UnavailableTests {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired DataSource database;

  @Test
  void whoFindsNoConnectionIsToldToComeAgainWithinTwoSecondsWhereverItIsMissing() throws Exception {
    Person anna = people.hire(Role.MANAGER, Role.ADMINISTRATOR);
    Browser browser = new Browser(mvc);
    browser.signIn(anna.login(), People.PASSWORD);
    Map<String, Callable<MvcTestResult>> requests = new LinkedHashMap<>();
    requests.put("a token", () -> api("/api/v1/deals", "Bearer unknown-" + anna.login()));
    requests.put("the API", () -> api("/api/v1/deals", anna.bearer()));
    requests.put("a key", () -> keyed(anna));
    requests.put("a session", () -> browser.get("/account"));
    requests.put("the stream", () -> browser.get("/live"));
    requests.put(
        "a part of a page",
        () -> browser.send(HttpMethod.GET, "/account", Map.of(), Map.of("HX-Request", "true")));
    requests.put("a stranger", () -> mvc.get().uri("/booking/x").exchange());
    requests.put(
        "the sign-in",
        () -> new Browser(mvc).post("/login", Map.of("login", anna.login(), "password", "x")));

    Map<String, Future<Timed>> answers = new LinkedHashMap<>();
    try (AllConnections held = new AllConnections(database);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(held.all()).isNotEmpty();
      requests.forEach((who, request) -> answers.put(who, threads.submit(() -> timed(request))));
    }
    answers.forEach(
        (who, answer) -> {
          Timed timed = answer.resultNow();
          if (who.equals("the sign-in")) {
            // stopped before the database was asked: its form has no protection token
            assertThat(timed.answer().getResponse().getStatus()).as(who).isIn(403, 503);
            return;
          }
          assertThat(timed.answer()).as(who).hasStatus(503).headers().containsHeader("Retry-After");
          assertThat(timed.took()).as(who).isLessThan(AT_ONCE);
          assertThat(Browser.body(timed.answer())).as(who).contains("недоступ");
        });
    assertThat(answers.get("the API").resultNow().answer())
        .hasContentType("application/problem+json");

    assertThat(browser.get("/account")).hasStatusOk();
    assertThat(api("/api/v1/deals", anna.bearer())).hasStatusOk();
  }

  private record Timed(MvcTestResult answer, Duration took) {}

  private static Timed timed(Callable<MvcTestResult> request) throws Exception {
    long since = System.nanoTime();
    MvcTestResult answer = request.call();
    return new Timed(answer, Duration.ofNanos(System.nanoTime() - since));
  }

  private MvcTestResult api(String uri, String authorization) {
    return mvc.get().uri(uri).header("Authorization", authorization).exchange();
  }

  private MvcTestResult keyed(Person who) {
    return mvc.post()
        .uri("/api/v1/experiments/act/x")
        .header("Authorization", who.bearer())
        .header("Idempotency-Key", "key")
        .contentType("application/json")
        .content("{}")
        .exchange();
  }

  /** Holds every connection of the pool. */
  private record AllConnections(Deque<Connection> all) implements AutoCloseable {
    AllConnections(DataSource database) {
      this(new ArrayDeque<>());
      int most = ((HikariDataSource) database).getMaximumPoolSize();
      try {
        while (all.size() < most) {
          all.add(database.getConnection());
        }
      } catch (SQLException e) {
        // others of this program hold the rest
        assertThat(all).isNotEmpty();
      }
    }

    @Override
    public void close() throws SQLException {
      for (Connection connection : all) {
        connection.close();
      }
    }
  }
}
