package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Experiments;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.users.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class IdempotencyTests {
  private static final String TOKEN =
      "{\"name\": \"once\", \"password\": \"" + People.PASSWORD + "\"}";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Experiments experiments;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient db;
  @Autowired IdempotentRequestRepository requests;
  @Autowired IdempotentAnswers answers;

  private final String subject = UUID.randomUUID().toString();
  private Person anna;

  @BeforeEach
  void somebody() {
    anna = people.hire(Role.MANAGER);
  }

  @AfterEach
  void nothingInTheAction() {
    experiments.whileActing(() -> {});
  }

  @Test
  void aRepeatAnswersAsTheFirstTimeAndDoesNothing() {
    MvcTestResult first = act(anna, "key", "{}");
    MvcTestResult second = act(anna, "key", "{}");

    assertThat(first).hasStatus(201);
    assertThat(second)
        .hasStatus(201)
        .hasHeader("ETag", "\"3\"")
        .hasHeader("Location", "/api/v1/experiments/things/1")
        .hasContentType("application/json");
    assertThat(Browser.body(second)).isEqualTo(Browser.body(first)).contains("id");
    assertThat(experiments.done(subject)).isEqualTo(1);
  }

  @Test
  void withoutAKeyEveryRequestActs() {
    act(anna, null, "{}");
    act(anna, null, "{}");

    assertThat(experiments.done(subject)).isEqualTo(2);
  }

  @Test
  void theSameKeyOfAnotherUserAndOnAnotherPathIsAnotherKey() {
    act(anna, "key", "{}");
    act(people.hire(Role.MANAGER), "key", "{}");
    String other = UUID.randomUUID().toString();
    post(anna, "/api/v1/experiments/act/" + other, "key", "{}");

    assertThat(experiments.done(subject)).isEqualTo(2);
    assertThat(experiments.done(other)).isEqualTo(1);
  }

  @Test
  void theSameKeyWithAnotherBodyOrAnotherQueryIsRefused() {
    act(anna, "key", "{}");

    assertThat(act(anna, "key", "{\"end\": \"refusal\"}"))
        .hasStatus(422)
        .hasContentType("application/problem+json");
    assertThat(post(anna, "/api/v1/experiments/act/" + subject + "?kind=photo", "key", "{}"))
        .hasStatus(422);
    assertThat(experiments.done(subject)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "long"})
  void aKeyThatIsNoKeyIsRefused(String key) {
    assertThat(act(anna, key.equals("long") ? "k".repeat(256) : key, "{}"))
        .hasStatus(400)
        .hasContentType("application/problem+json");
    assertThat(experiments.done(subject)).isZero();
  }

  @Test
  void theLongestKeyServes() {
    assertThat(act(anna, "k".repeat(255), "{}")).hasStatus(201);
  }

  @Test
  void aRefusalIsRepeatedToo() {
    MvcTestResult first = act(anna, "key", "{\"end\": \"refusal\"}");
    MvcTestResult second = act(anna, "key", "{\"end\": \"refusal\"}");

    assertThat(first).hasStatus(422);
    assertThat(second).hasStatus(422).hasContentType("application/problem+json");
    assertThat(Browser.body(second)).isEqualTo(Browser.body(first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "broken"})
  void anActionThatWasRolledBackLeavesOnlyItsRefusal(String end) {
    String body = "{\"end\": \"" + end + "\"}";
    MvcTestResult first = act(anna, "key", body);
    MvcTestResult second = act(anna, "key", body);

    assertThat(first.getResponse().getStatus()).isBetween(400, 499);
    assertThat(second).hasStatus(first.getResponse().getStatus());
    assertThat(Browser.body(second)).isEqualTo(Browser.body(first));
    assertThat(experiments.done(subject)).isZero();
  }

  @Test
  void whatBrokeMayBeTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    experiments.whileActing(
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new IllegalStateException("the first time");
          }
        });

    assertThat(act(anna, "key", "{}")).hasStatus(500);
    assertThat(experiments.done(subject)).isZero();
    assertThat(act(anna, "key", "{}")).hasStatus(201);
    assertThat(experiments.done(subject)).isEqualTo(1);
  }

  @Test
  void aDayLaterTheKeyIsForgotten() {
    act(anna, "key", "{}");
    clock.stopAt(StoppedClock.START.plus(Duration.ofHours(24)).minusSeconds(1));
    act(anna, "key", "{}");
    assertThat(experiments.done(subject)).isEqualTo(1);

    clock.stopAt(StoppedClock.START.plus(Duration.ofHours(24)));
    act(anna, "key", "{}");
    assertThat(experiments.done(subject)).isEqualTo(2);
  }

  @Test
  void oldKeysAreCleanedUp() {
    act(anna, "key", "{}");
    requests.deleteBefore(StoppedClock.START.minusSeconds(1));
    assertThat(kept()).isEqualTo(1);

    requests.deleteBefore(StoppedClock.START);
    assertThat(kept()).isZero();
  }

  @Test
  void anUploadIsRepeatedByItsKeyAndAnotherFileIsAnotherRequest() {
    MvcTestResult first = upload("photo.jpg", "one");
    MvcTestResult second = upload("photo.jpg", "one");

    assertThat(first).hasStatusOk();
    assertThat(Browser.body(second)).isEqualTo(Browser.body(first));
    assertThat(upload("photo.jpg", "two")).hasStatus(422);
    assertThat(upload("other.jpg", "one")).hasStatus(422);
    assertThat(experiments.done(subject)).isEqualTo(1);
  }

  @Test
  void whatIsKeptTellsNothingOfWhatWasSentOrAnswered() {
    String name = "Щукозавров";
    String phone = "79935550401";
    MvcTestResult first = act(anna, phone, "{\"say\": \"" + name + "\"}");
    assertThat(Browser.body(first)).contains(name);
    assertThat(act(anna, phone, "{\"say\": \"" + name + "\"}")).hasStatus(201);

    String hex = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    assertThat(db.sql("select a::text from idempotent_answer a").query(String.class).list())
        .isNotEmpty()
        .noneMatch(row -> row.contains(name) || row.contains(hex) || row.contains(phone));
  }

  @Test
  void afterSomebodysDataWasRemovedARepeatStillDoesNothingAndTellsNothing() {
    act(anna, "key", "{\"say\": \"Щукозавров\"}");
    answers.forget();

    MvcTestResult second = act(anna, "key", "{\"say\": \"Щукозавров\"}");
    assertThat(second).hasStatus(201);
    assertThat(Browser.body(second)).isEmpty();
    assertThat(experiments.done(subject)).isEqualTo(1);
  }

  @Test
  void aVeryLongAddressIsNoTrouble() {
    assertThat(post(anna, "/api/v1/experiments/act/" + "x".repeat(6000), "key", "{}"))
        .hasStatus(201);
  }

  @Test
  void theSecretOfATokenIsNotKeptForARepeat() {
    MvcTestResult first = post(anna, "/api/v1/tokens", "key", TOKEN);
    MvcTestResult second = post(anna, "/api/v1/tokens", "key", TOKEN);

    assertThat(first).hasStatus(201).bodyJson().hasPath("$.token");
    assertThat(second).hasStatus(201).bodyJson().doesNotHavePath("$.token");
    assertThat(second).bodyJson().extractingPath("$.name").isEqualTo("once");
  }

  @Test
  void whileTheFirstIsAtItRepeatsAreToldSoAtOnceAndHoldNobodyUp() throws Exception {
    CountDownLatch acting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    experiments.whileActing(
        () -> {
          acting.countDown();
          try {
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> act(anna, "key", "{}"));
      assertThat(acting.await(20, TimeUnit.SECONDS)).isTrue();
      var repeats =
          IntStream.range(0, 25)
              .mapToObj(_ -> threads.submit(() -> act(anna, "key", "{}")))
              .toList();
      long since = System.nanoTime();
      assertThat(
              post(
                  people.hire(Role.MANAGER), "/api/v1/experiments/things", null, "{\"number\": 1}"))
          .satisfies(answer -> assertThat(answer.getResponse().getStatus()).isLessThan(500));
      for (var repeat : repeats) {
        assertThat(repeat.get()).hasStatus(409).hasHeader("Retry-After", "1");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
      goOn.countDown();

      assertThat(first.get()).hasStatus(201);
      experiments.whileActing(() -> {});
      assertThat(Browser.body(act(anna, "key", "{}"))).isEqualTo(Browser.body(first.get()));
      assertThat(experiments.done(subject)).isEqualTo(1);
    }
  }

  private int kept() {
    byte[] id = new IdempotencyKey(anna.login(), "/api/v1/experiments/act/" + subject, "key").id();
    return db.sql("select count(*) from idempotent_answer where id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  private MvcTestResult act(Person who, @Nullable String key, String body) {
    return post(who, "/api/v1/experiments/act/" + subject, key, body);
  }

  private MvcTestResult post(Person who, String uri, @Nullable String key, String body) {
    var request =
        mvc.post()
            .uri(uri)
            .header("Authorization", who.bearer())
            .contentType("application/json")
            .content(body);
    return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
  }

  private MvcTestResult upload(String name, String content) {
    return mvc.post()
        .uri("/api/v1/experiments/upload/" + subject)
        .multipart()
        .file(
            new MockMultipartFile(
                "file", name, "image/jpeg", content.getBytes(StandardCharsets.UTF_8)))
        .header("Authorization", anna.bearer())
        .header("Idempotency-Key", "key")
        .exchange();
  }
}
