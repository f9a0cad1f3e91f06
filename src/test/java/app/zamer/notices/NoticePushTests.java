package app.zamer.notices;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.People;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.deals.DealAssigned;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices by web push, to a push service on this machine. */
@ZamerTest
@TestPropertySource(
    properties = {"zamer.push.loopback=true", "zamer.url=https://zamer.example.com"})
class NoticePushTests {
  private static final Pattern VAPID = Pattern.compile("vapid t=([^,]+), ?k=(.+)");

  @Autowired People people;
  @Autowired Office office;
  @Autowired Notices notices;
  @Autowired Browsers browsers;
  @Autowired PushKeys keys;
  @Autowired PushJob job;
  @Autowired JdbcClient jdbc;
  @Autowired CompanyClock clock;

  private final PushReceiver receiver = new PushReceiver();
  private final String endpoint = receiver.endpoint(UUID.randomUUID().toString());
  private Actor anna;
  private Actor olga;

  @BeforeEach
  void aPersonWithABrowser() {
    office.opens();
    anna = people.hire(Role.MANAGER).actor();
    olga = people.hire(Role.HEAD_OF_SALES).actor();
    assertThat(browsers.add(anna, endpoint, receiver.p256dh(), receiver.auth(), "Chrome")).isTrue();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aNoticeReachesTheBrowserEncryptedAndSignedByTheCompany() throws Exception {
    DealId deal = assign();
    job.run();

    PushReceiver.Request request = receiver.requests.getFirst();
    JsonNode message = JsonMapper.shared().readTree(receiver.read(request));
    assertThat(message.get("title").asString()).isEqualTo("Вам передали сделку · Имя " + olga.id());
    assertThat(message.get("body").asString()).isEqualTo("Сделка № " + deal + ", Пётр Ильин");
    long notice = office.notices(anna).getFirst().id();
    assertThat(message.get("path").asString()).isEqualTo("/notices/" + notice);
    assertThat(message.get("tag").asString()).isEqualTo("notice-" + notice);

    assertThat(request.headers().getFirst("TTL")).isEqualTo("43200");
    assertThat(request.headers().getFirst("Content-Encoding")).isEqualTo("aes128gcm");
    assertThat(request.headers().getFirst("Urgency")).isEqualTo("high");
    assertThat(request.headers().getFirst("Topic")).isEqualTo("notice-" + notice);
    Matcher vapid = VAPID.matcher(request.headers().getFirst("Authorization"));
    assertThat(vapid.matches()).isTrue();
    assertThat(vapid.group(2)).isEqualTo(keys.applicationServerKey());
    JsonNode claims =
        JsonMapper.shared().readTree(PushReceiver.claims(vapid.group(1), vapid.group(2)));
    assertThat(claims.get("aud").asString()).isEqualTo(receiver.origin());
    assertThat(claims.get("sub").asString()).isEqualTo("https://zamer.example.com");
    assertThat(Instant.ofEpochSecond(claims.get("exp").asLong()))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(24)));

    job.run();
    assertThat(receiver.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aBrowserThatIsGoneIsForgotten(int status) {
    receiver.answer = status;
    assign();
    job.run();

    assertThat(browsers.of(anna)).isEmpty();
    assertThat(states()).containsExactly("dropped");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void aServiceThatIsAwayIsTriedAgainLater(int status) {
    receiver.answer = status;
    assign();
    job.run();
    assertThat(states()).containsExactly("waiting");

    receiver.answer = 201;
    job.run();
    assertThat(receiver.requests).hasSize(1);
    clock.stopAt(clock.instant().plus(Duration.ofMinutes(1)));
    job.run();
    job.run();

    assertThat(receiver.requests).hasSize(2);
    assertThat(states()).containsExactly("sent");
  }

  @Test
  void aServiceThatDoesNotAnswerAtAllIsTriedAgainLater() {
    receiver.close();
    assign();
    job.run();

    assertThat(states()).containsExactly("waiting");
    assertThat(browsers.of(anna)).hasSize(1);
  }

  @Test
  void aRedirectionIsNotFollowed() {
    try (var elsewhere = new PushReceiver()) {
      receiver.answer = 307;
      receiver.redirect = elsewhere.endpoint("inside");
      assign();
      job.run();

      assertThat(elsewhere.requests).isEmpty();
      assertThat(states()).containsExactly("failed");
    }
  }

  @Test
  void whatIsReadMeanwhileIsNotPushed() {
    assign();
    notices.readAll(anna);
    job.run();

    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void whatIsOfNoUseAnyMoreIsNotPushed() {
    DealId deal = office.deal(anna);
    notices.tell(
        Told.ofDeal(
                Kind.DEADLINE_AHEAD,
                "deadline-ahead",
                deal,
                "test",
                Notices.detail("rule", "REP-1", "when", clock.instant()),
                clock.instant())
            .until(clock.instant().plusSeconds(60)),
        List.of(anna.id()));
    clock.stopAt(clock.instant().plusSeconds(61));
    job.run();

    assertThat(receiver.requests).isEmpty();
    assertThat(states()).containsExactly("dropped");
  }

  @Test
  void aBrowserBelongsToWhoeverHasSubscribedLast() {
    assign();
    assertThat(browsers.add(olga, endpoint, receiver.p256dh(), receiver.auth(), "Chrome")).isTrue();
    job.run();

    assertThat(browsers.of(anna)).isEmpty();
    assertThat(browsers.of(olga)).hasSize(1);
    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void nobodyEndsTheBrowserOfSomebodyElse() {
    browsers.remove(olga, browsers.of(anna).getFirst().id());
    browsers.remove(olga, endpoint);
    assertThat(browsers.of(anna)).hasSize(1);

    browsers.remove(anna, endpoint);
    assertThat(browsers.of(anna)).isEmpty();
  }

  @Test
  void allNodesHaveTheSameKeys() {
    var otherNode = new PushKeys(jdbc, clock, "", "");

    assertThat(otherNode.applicationServerKey()).isEqualTo(keys.applicationServerKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fcm.googleapis.com/push/1",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/push",
        "https://intranet/push",
        "https://example.com/push",
        "https://fcm.googleapis.com.example.com/push",
        "https://notify.windows.com.example.com/push",
        "https://evilnotify.windows.com/push",
        "https://fcm.googleapis.com@example.com/push",
        "https://fcm.googleapis.com:8443/push",
        "file:///etc/passwd",
        "ftp://fcm.googleapis.com/push",
        "no address",
        ""
      })
  void pushesGoNowhereButToPushServices(String elsewhere) {
    var strict =
        new PushServices(
            List.of("fcm.googleapis.com", ".notify.windows.com", ".push.apple.com"), false);

    assertThat(strict.takes(elsewhere)).isFalse();
    assertThat(browsers.add(anna, elsewhere, receiver.p256dh(), receiver.auth(), "")).isFalse();
  }

  @Test
  void theKnownPushServicesAreTaken() {
    var strict =
        new PushServices(
            List.of("fcm.googleapis.com", ".notify.windows.com", ".push.apple.com"), false);

    assertThat(strict.takes("https://fcm.googleapis.com/fcm/send/abc:def")).isTrue();
    assertThat(strict.takes("https://web.push.apple.com/QGr")).isTrue();
    assertThat(strict.takes("https://wns2-db5p.notify.windows.com/w/?token=x")).isTrue();
    assertThat(strict.takes(receiver.endpoint("x"))).isFalse();
  }

  @Test
  void keysThatAreNoneAreNotTaken() {
    assertThat(browsers.add(anna, endpoint + "2", receiver.auth(), receiver.auth(), "")).isFalse();
    assertThat(browsers.add(anna, endpoint + "2", receiver.p256dh(), "x", "")).isFalse();
    assertThat(browsers.add(anna, endpoint + "2", "A".repeat(87), receiver.auth(), "")).isFalse();
  }

  private DealId assign() {
    DealId deal = office.deal(anna);
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), clock.instant()));
    office.quiet();
    return deal;
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    office.change(
        it ->
            states.addAll(
                it.sql(
                        """
                        select d.state from notice_delivery d join notice n on n.id = d.notice_id
                        where n.person = ?
                        """)
                    .param(anna.id().value())
                    .query(String.class)
                    .list()));
    return states;
  }
}
