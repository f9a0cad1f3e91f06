package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who guesses passwords is held up, and nobody else is. */
@ZamerTest
class SignInLimitTests {
  private static final Duration SOON = Duration.ofSeconds(1);

  @Autowired MockMvcTester mvc;
  @Autowired PasswordEncoder passwords;
  @Autowired People people;
  @Autowired JdbcClient db;
  @Autowired CompanyClock clock;

  private Person anna;

  @BeforeEach
  void somebody() {
    anna = people.hire(Role.MANAGER);
  }

  @Test
  void whoHasSignedInInThisBrowserIsNotKeptOutByWhatOthersTryEvenBehindOneAddress() {
    Browser office = new Browser(mvc).at("203.0.113.7");
    assertThat(office.signIn(anna.login(), People.PASSWORD)).hasStatus(302);
    office.post("/logout", Map.of());

    Browser guesser = new Browser(mvc).at("203.0.113.7");
    for (int i = 0; i < SignInThrottle.ATTEMPTS; i++) {
      assertThat(guesser.signIn(anna.login(), "wrong")).hasStatus(401);
    }
    assertThat(guesser.signIn(anna.login(), "wrong")).hasStatus(429);

    assertThat(office.signIn(anna.login(), People.PASSWORD)).hasStatus(302);
    // nor does her being there let the other one go on
    assertThat(guesser.signIn(anna.login(), People.PASSWORD)).hasStatus(429);
  }

  @Test
  void aKnownBrowserMayGuessNoMoreThanAnotherAndOnlyForThePersonItIsKnownFor() {
    Browser office = new Browser(mvc).at("203.0.113.8");
    office.signIn(anna.login(), People.PASSWORD);
    office.post("/logout", Map.of());

    for (int i = 0; i < SignInThrottle.ATTEMPTS; i++) {
      assertThat(office.signIn(anna.login(), "wrong")).hasStatus(401);
    }
    assertThat(office.signIn(anna.login(), People.PASSWORD)).hasStatus(429);
    Person boris = people.hire(Role.MANAGER);
    assertThat(tries(office, boris.login(), SignInThrottle.ATTEMPTS + 1).getLast()).isEqualTo(429);
  }

  @Test
  void whoTriesOneLoginAfterAnotherIsStoppedAndAllOfANetworkOfIpv6CountsAsOneAddress() {
    List<Integer> answers =
        IntStream.range(0, SignInThrottle.ATTEMPTS_OF_A_NETWORK + 5)
            .mapToObj(
                i ->
                    new Browser(mvc)
                        .at("2001:db8:77:1::" + Integer.toHexString(i + 1))
                        .signIn("login" + i, "summer2026")
                        .getResponse()
                        .getStatus())
            .toList();

    assertThat(answers.subList(0, SignInThrottle.ATTEMPTS_OF_A_NETWORK)).containsOnly(401);
    assertThat(answers.subList(SignInThrottle.ATTEMPTS_OF_A_NETWORK, answers.size()))
        .containsOnly(429);
    assertThat(new Browser(mvc).at("2001:db8:77:2::1").signIn(anna.login(), People.PASSWORD))
        .hasStatus(302);
    clock.stopAt(StoppedClock.START.plus(SignInThrottle.WINDOW));
    assertThat(new Browser(mvc).at("2001:db8:77:1::1").signIn(anna.login(), People.PASSWORD))
        .hasStatus(302);
  }

  @Test
  void rightPasswordsAreNotCountedHoweverManyComeFromOneOffice() {
    for (int i = 0; i < SignInThrottle.ATTEMPTS_OF_A_NETWORK + 2; i++) {
      assertThat(new Browser(mvc).at("203.0.113.9").signIn(anna.login(), People.PASSWORD))
          .hasStatus(302);
    }
  }

  @Test
  void whileManyStrangersTryAtOnceOthersSignInAndWorkWithinASecond() throws Exception {
    Browser office = new Browser(mvc).at("203.0.113.10");
    office.signIn(anna.login(), People.PASSWORD);
    office.post("/logout", Map.of());
    office.get("/login");
    List<Callable<Integer>> flood =
        IntStream.range(0, 40)
            .mapToObj(
                i -> {
                  Browser one = new Browser(mvc).at("198.51.100." + i);
                  one.get("/login");
                  return attempt(one, "nobody" + i, "wrong");
                })
            .toList();
    var hashed = new CountDownLatch(1);
    var sentAway = new CountDownLatch(flood.size() - PasswordWork.STRANGERS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // the one before them takes as long as it takes
      threads.submit(() -> hashSlowly(hashed));
      List<Future<Integer>> answers =
          flood.stream()
              .map(
                  one ->
                      threads.submit(
                          () -> {
                            int status = one.call();
                            if (status == 503) {
                              sentAway.countDown();
                            }
                            return status;
                          }))
              .toList();

      assertThat(timed(attempt(office, anna.login(), People.PASSWORD), 302)).isLessThan(SOON);
      assertThat(timed(this::me, 200)).isLessThan(SOON);
      assertThat(sentAway.await(60, TimeUnit.SECONDS)).isTrue();
      hashed.countDown();

      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(401, 503);
      }
      assertThat(answers.stream().map(Future::resultNow)).contains(401, 503);
    }
    // who was sent away unlooked at has lost no attempt
    assertThat(
            db.sql(
                    "select coalesce(max(attempts), 0) from sign_in_attempt where address like"
                        + " '198.51.100.%'")
                .query(Integer.class)
                .single())
        .isLessThanOrEqualTo(1);
  }

  private @Nullable Void hashSlowly(CountDownLatch until) throws Exception {
    PasswordWork.forStranger(
        "192.0.2.1",
        () -> {
          passwords.encode(new Slow(until));
          return null;
        });
    return null;
  }

  /** A password that cannot be read before somebody allows it. */
  private record Slow(CountDownLatch until) implements CharSequence {
    @Override
    public int length() {
      return toString().length();
    }

    @Override
    public char charAt(int index) {
      return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return toString().substring(start, end);
    }

    @Override
    public String toString() {
      try {
        assertThat(until.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return "slow";
    }
  }

  @Test
  void whatOthersTryKeepsNobodyFromChangingHisOwnPassword() {
    Browser office = new Browser(mvc).at("203.0.113.11");
    office.signIn(anna.login(), People.PASSWORD);
    tries(new Browser(mvc).at("203.0.113.11"), anna.login(), SignInThrottle.ATTEMPTS + 1);

    assertThat(
            office.post(
                "/account/password",
                Map.of(
                    "currentPassword", People.PASSWORD,
                    "newPassword", "another good horse",
                    "repeated", "another good horse")))
        .hasStatus(302);
  }

  @Test
  void byHttpsTheCookiesHaveNamesThatNoOtherHostCanSet() {
    MvcTestResult page = mvc.get().uri("/login").secure(true).exchange();

    assertThat(page.getResponse().getHeaders("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("__Host-XSRF-TOKEN=") && cookie.contains("Secure"))
        .noneMatch(cookie -> cookie.startsWith("XSRF-TOKEN="));
  }

  private int me() {
    return mvc.get()
        .uri("/api/v1/me")
        .header("Authorization", anna.bearer())
        .exchange()
        .getResponse()
        .getStatus();
  }

  private static Callable<Integer> attempt(Browser browser, String login, String password) {
    return () ->
        browser
            .post("/login", Map.of("login", login, "password", password))
            .getResponse()
            .getStatus();
  }

  private static List<Integer> tries(Browser browser, String login, int times) {
    return IntStream.range(0, times)
        .mapToObj(_ -> browser.signIn(login, "wrong").getResponse().getStatus())
        .toList();
  }

  private static Duration timed(Callable<Integer> request, int status) throws Exception {
    long since = System.nanoTime();
    assertThat(request.call()).isEqualTo(status);
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
