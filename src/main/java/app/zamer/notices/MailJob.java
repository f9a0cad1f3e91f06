package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.notices.DeliveryRepository.Delivery;
import app.zamer.notices.MailServer.Mail;
import app.zamer.notices.SettingRepository.Contact;
import app.zamer.users.UserId;
import jakarta.mail.SendFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;

/** Sends what has to go out by mail; what the server does not take now is tried again. */
@Component
class MailJob {
  /** A server that has been away for this long gets no more of what it missed. */
  static final int MOST_TRIES = 20;

  private static final int MOST_TOGETHER = 50;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(2);
  private static final Logger log = LoggerFactory.getLogger(MailJob.class);

  private final DeliveryRepository deliveries;
  private final SettingRepository settings;
  private final NoticeQuery query;
  private final NoticeLetters letters;
  private final MailServer server;
  private final CompanyClock clock;

  MailJob(
      DeliveryRepository deliveries,
      SettingRepository settings,
      NoticeQuery query,
      NoticeLetters letters,
      MailServer server,
      CompanyClock clock) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.query = query;
    this.letters = letters;
    this.server = server;
    this.clock = clock;
  }

  void run() {
    if (!server.offered()) {
      return;
    }
    Optional<Delivery> next = deliveries.begin(Channel.MAIL, clock.instant());
    while (next.isPresent() && sent(next.get())) {
      next = deliveries.begin(Channel.MAIL, clock.instant());
    }
  }

  /** False if the server is away, and the next one need not be tried now. */
  private boolean sent(Delivery first) {
    Instant now = clock.instant();
    List<Delivery> together = new ArrayList<>(List.of(first));
    together.addAll(deliveries.beginOthers(first, Channel.MAIL, now, MOST_TOGETHER));
    Mail mail = mail(first, together, now);
    if (mail == null) {
      together.forEach(delivery -> deliveries.end(delivery, "dropped", now));
      return true;
    }
    try {
      server.send(mail, now);
      together.forEach(delivery -> deliveries.end(delivery, "sent", clock.instant()));
      return true;
    } catch (MailException e) {
      boolean hopeless = refused(e);
      log.warn(
          "notice {} could not be sent by mail, {}: {}",
          first.notice(),
          hopeless ? "the address is refused" : "it is tried again later",
          e.getClass().getSimpleName());
      for (Delivery delivery : together) {
        if (hopeless || delivery.tries() >= MOST_TRIES) {
          deliveries.end(delivery, "failed", clock.instant());
        } else {
          deliveries.later(delivery, clock.instant().plus(pause(delivery.tries())));
        }
      }
      return hopeless;
    }
  }

  /** Null if there is nothing to send any more: it is read, too late, or the person has left. */
  private @Nullable Mail mail(Delivery first, List<Delivery> together, Instant now) {
    UserId person = query.person(first.notice()).orElse(null);
    List<Setting> found = person == null ? List.of() : settings.of(List.of(person));
    Contact contact = person == null ? null : settings.contact(person).orElse(null);
    if (found.isEmpty() || contact == null || !contact.confirmed()) {
      return null;
    }
    Setting setting = found.getFirst();
    List<Notice> sent =
        together.stream()
            .flatMap(delivery -> query.find(setting.actor(), delivery.notice()).stream())
            .filter(notice -> !notice.read() && query.useful(notice.id(), now))
            .sorted(Comparator.comparingLong(Notice::id))
            .toList();
    return sent.isEmpty()
        ? null
        : letters.of(sent, setting.actor(), contact.email(), setting.language());
  }

  /** One minute, two, four …, two hours. */
  static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Whether the server will never take a mail to this address. */
  private static boolean refused(MailException failure) {
    return failure instanceof MailSendException send
        && Arrays.stream(send.getMessageExceptions())
            .anyMatch(
                cause ->
                    cause instanceof SendFailedException failed
                        && failed.getInvalidAddresses() != null
                        && failed.getInvalidAddresses().length > 0);
  }
}
