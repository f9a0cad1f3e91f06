package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.company.Site;
import app.zamer.notices.Browsers.BrowserOf;
import app.zamer.notices.DeliveryRepository.Delivery;
import app.zamer.regulation.Text;
import app.zamer.users.UserId;
import com.interaso.webpush.WebPush;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends what has to go out by web push. A message is encrypted for the browser, so that the push
 * service cannot read it; a browser that its service does not know any more is forgotten.
 */
@Component
class PushJob {
  /** How long a push service keeps a message for a browser that is not there. */
  static final Duration KEPT = Duration.ofHours(12);

  private static final int MOST_TRIES = 8;
  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Logger log = LoggerFactory.getLogger(PushJob.class);

  private final DeliveryRepository deliveries;
  private final SettingRepository settings;
  private final NoticeQuery query;
  private final NoticeWords words;
  private final Notices notices;
  private final Browsers browsers;
  private final PushServices services;
  private final PushKeys keys;
  private final Site site;
  private final CompanyClock clock;
  // follows nobody elsewhere: a redirection could lead into the company's own network
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  PushJob(
      DeliveryRepository deliveries,
      SettingRepository settings,
      NoticeQuery query,
      NoticeWords words,
      Notices notices,
      Browsers browsers,
      PushServices services,
      PushKeys keys,
      Site site,
      CompanyClock clock) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.query = query;
    this.words = words;
    this.notices = notices;
    this.browsers = browsers;
    this.services = services;
    this.keys = keys;
    this.site = site;
    this.clock = clock;
  }

  void run() {
    Optional<Delivery> next = deliveries.begin(Channel.PUSH, clock.instant());
    while (next.isPresent()) {
      send(next.get());
      next = deliveries.begin(Channel.PUSH, clock.instant());
    }
  }

  private void send(Delivery delivery) {
    BrowserOf browser = browsers.find(delivery.target()).orElse(null);
    byte[] message = browser == null ? null : message(delivery, browser);
    if (browser == null || message == null || !services.takes(browser.endpoint())) {
      deliveries.end(delivery, "dropped", clock.instant());
      return;
    }
    int status = post(delivery, browser, message);
    if (status / 100 == 2) {
      deliveries.end(delivery, "sent", clock.instant());
    } else if (status == GONE || status == NOT_FOUND) {
      browsers.gone(browser.id());
      deliveries.end(delivery, "dropped", clock.instant());
    } else if (status >= 500 || status == 0 || status == TOO_MANY) {
      later(delivery);
    } else {
      log.warn("a push service has refused notice {} with {}", delivery.notice(), status);
      deliveries.end(delivery, "failed", clock.instant());
    }
  }

  private void later(Delivery delivery) {
    if (delivery.tries() >= MOST_TRIES) {
      deliveries.end(delivery, "failed", clock.instant());
    } else {
      deliveries.later(delivery, clock.instant().plus(MailJob.pause(delivery.tries())));
    }
  }

  /** What a push service calls the sender by. */
  private String contact() {
    String address = site.address("");
    return address.startsWith("https://") ? address : PushKeys.NOBODY;
  }

  /** The status that the push service answers with; 0 if it does not answer. */
  private int post(Delivery delivery, BrowserOf browser, byte[] message) {
    var push = new WebPush(contact(), keys.keys());
    byte[] body = keys.encrypted(message, browser.p256dh(), browser.auth()).orElse(null);
    if (body == null) {
      return GONE;
    }
    Map<String, String> headers =
        push.getHeaders(
            browser.endpoint(),
            (int) KEPT.toSeconds(),
            // what waits for the browser under the same topic is replaced, not added to
            "notice-" + delivery.notice(),
            WebPush.Urgency.High);
    var request =
        HttpRequest.newBuilder(URI.create(browser.endpoint()))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      log.warn(
          "a push service does not answer, notice {} is tried again later: {}",
          delivery.notice(),
          e.getClass().getSimpleName());
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Null if there is nothing to send any more. */
  private byte @Nullable [] message(Delivery delivery, BrowserOf browser) {
    Instant now = clock.instant();
    List<Setting> found = settings.of(List.of(new UserId(browser.person())));
    // a browser may have gone to somebody else since
    if (found.isEmpty()
        || query
            .person(delivery.notice())
            .filter(person -> person.value().equals(browser.person()))
            .isEmpty()) {
      return null;
    }
    Setting setting = found.getFirst();
    return query
        .find(setting.actor(), delivery.notice())
        .filter(notice -> !notice.read() && query.useful(notice.id(), now))
        .map(notice -> written(notice, setting))
        .orElse(null);
  }

  private byte[] written(Notice notice, Setting setting) {
    Map<String, Object> message = new LinkedHashMap<>();
    Text about = words.outside(notice, notices.rules().names());
    message.put("title", words.title(notice).in(setting.language()));
    message.put("body", about == null ? "" : about.in(setting.language()));
    message.put("tag", "notice-" + notice.id());
    message.put("path", "/notices/" + notice.id());
    return JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
  }
}
