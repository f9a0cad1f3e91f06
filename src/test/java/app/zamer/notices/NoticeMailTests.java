package app.zamer.notices;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.People;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.deals.DealAssigned;
import app.zamer.notices.Choices.Choice;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.web.Messages;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Notices by mail, to a real server on this machine. */
@ZamerTest
class NoticeMailTests {
  private static final int PORT = freePort();
  private static final ServerSetup SMTP = new ServerSetup(PORT, "127.0.0.1", "smtp");

  @DynamicPropertySource
  static void server(DynamicPropertyRegistry properties) {
    properties.add("zamer.smtp.host", () -> "127.0.0.1");
    properties.add("zamer.smtp.port", () -> PORT);
    properties.add("zamer.smtp.from", () -> "zamer@example.com");
    properties.add("zamer.smtp.security", () -> "none");
    properties.add("zamer.url", () -> "https://zamer.example.com/");
  }

  @Autowired People people;
  @Autowired Office office;
  @Autowired Notices notices;
  @Autowired Choices choices;
  @Autowired SettingRepository settings;
  @Autowired MailJob job;
  @Autowired NoticeClock noticeClock;
  @Autowired CompanyClock clock;

  private final String address = "u" + UUID.randomUUID() + "@example.com";
  private GreenMail server;
  private Actor anna;
  private Actor olga;

  @BeforeEach
  void aServerAndAPersonWithAnAddress() {
    office.opens();
    server = new GreenMail(SMTP);
    server.start();
    anna = people.hire(Role.MANAGER).actor();
    olga = people.hire(Role.HEAD_OF_SALES).actor();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void anAddressIsConfirmedByTheLinkInAMailAndGetsNothingBefore() throws Exception {
    assertThat(choices.save(anna, choice(Messages.RUSSIAN, address))).isEmpty();

    String letter = plain(mails().getFirst());
    assertThat(letter).contains("https://zamer.example.com/account/notices/email/");
    assertThat(mails().getFirst().getSubject()).isEqualTo("Подтвердите адрес для уведомлений");
    assign();
    send();
    assertThat(mails()).hasSize(1);

    Matcher code = Pattern.compile("/email/([A-Za-z0-9_-]+)").matcher(letter);
    assertThat(code.find()).isTrue();
    assertThat(choices.confirm(olga, code.group(1))).isFalse();
    assertThat(choices.confirm(anna, code.group(1))).isTrue();
    assertThat(choices.confirm(anna, code.group(1))).isFalse();
    assign();
    send();
    assertThat(mails()).hasSize(2);
  }

  @Test
  void aNoticeComesAsPlainTextAndHtmlWithTheNumberAndNameAndNothingElseOfTheClient()
      throws Exception {
    confirmed(Messages.RUSSIAN);
    DealId deal = assign();
    send();

    MimeMessage mail = mails().getFirst();
    assertThat(mail.getSubject()).isEqualTo("Вам передали сделку · Имя " + olga.id());
    assertThat(mail.getFrom())
        .extracting(Address::toString)
        .containsExactly("Zamer <zamer@example.com>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(plain(mail))
        .contains("Сделка № " + deal + ", Пётр Ильин", "https://zamer.example.com/notices/")
        .doesNotContain("+7999", "Кухня");
    assertThat(part(mail, "text/html"))
        .contains("<a href=\"https://zamer.example.com/notices/", "Пётр Ильин")
        .doesNotContain("+7999", "Кухня");
  }

  @Test
  void whoHasChosenEnglishIsWrittenToInEnglish() throws Exception {
    confirmed(Locale.ENGLISH);
    DealId deal = assign();
    send();

    assertThat(mails().getFirst().getSubject()).startsWith("A deal was given to you");
    assertThat(plain(mails().getFirst())).contains("Deal " + deal);
  }

  @Test
  void whatHappensAtOneMomentIsOneMail() throws Exception {
    confirmed(Messages.RUSSIAN);
    List<DealId> deals = List.of(assign(), assign(), assign());
    send();

    assertThat(mails()).hasSize(1);
    assertThat(mails().getFirst().getSubject()).isEqualTo("Уведомлений: 3");
    assertThat(plain(mails().getFirst()))
        .contains(deals.stream().map(deal -> "№ " + deal + ",").toList());
  }

  @Test
  void whileTheServerIsAwayTheMailWaitsAndThenComesOnce() {
    confirmed(Messages.RUSSIAN);
    server.stop();
    assign();
    send();
    assertThat(states()).containsExactly("waiting");

    server = new GreenMail(SMTP);
    server.start();
    job.run();
    assertThat(mails()).isEmpty();
    pass(Duration.ofMinutes(1));
    job.run();
    job.run();
    pass(Duration.ofHours(3));
    job.run();

    assertThat(mails()).hasSize(1);
    assertThat(states()).containsExactly("sent");
  }

  @Test
  void twoNodesSendItOnce() throws InterruptedException {
    confirmed(Messages.RUSSIAN);
    assign();
    pass(Notices.MAIL_GATHERS);
    List<Thread> nodes =
        List.of(Thread.startVirtualThread(job::run), Thread.startVirtualThread(job::run));
    for (Thread node : nodes) {
      node.join();
    }

    assertThat(mails()).hasSize(1);
  }

  @Test
  void whatAKilledNodeHadBegunGoesOutAfterAWhileUnderTheSameName() throws Exception {
    confirmed(Messages.RUSSIAN);
    assign();
    pass(Notices.MAIL_GATHERS);
    office.change(
        jdbc ->
            jdbc.sql(
                    """
                    update notice_delivery d set state = 'sending', tries = 1, due_at = ?
                    from notice n where n.id = d.notice_id and n.person = ?
                    """)
                .params(
                    NoticeRepository.at(clock.instant().plus(DeliveryRepository.LEASE)),
                    anna.id().value())
                .update());

    job.run();
    assertThat(mails()).isEmpty();
    pass(DeliveryRepository.LEASE);
    job.run();

    assertThat(mails()).hasSize(1);
    assertThat(mails().getFirst().getMessageID())
        .isEqualTo("<notice-" + office.notices(anna).getFirst().id() + "@example.com>");
  }

  @Test
  void whatIsReadMeanwhileIsNotMailed() {
    confirmed(Messages.RUSSIAN);
    assign();
    notices.readAll(anna);
    send();

    assertThat(mails()).isEmpty();
  }

  @Test
  void inQuietHoursMailsWaitForTheMorning() {
    clock.stopAt(Instant.parse("2026-03-10T19:30:00Z"));
    confirmed(Messages.RUSSIAN);
    assign();
    clock.stopAt(Instant.parse("2026-03-11T04:50:00Z"));
    job.run();
    assertThat(mails()).isEmpty();

    clock.stopAt(Instant.parse("2026-03-11T05:01:00Z"));
    job.run();
    assertThat(mails()).hasSize(1);
  }

  @Test
  void theDigestSaysWhatTheDayBringsButNoNames() throws Exception {
    Instant morning = Instant.parse("2032-06-02T05:40:00Z");
    clock.stopAt(morning);
    confirmed(Messages.RUSSIAN);
    DealId deal = office.deal(anna);
    office.deadline(deal, "REP-1", morning.plus(Duration.ofHours(2)), anna);
    clock.stopAt(morning.plus(Duration.ofMinutes(20)));
    noticeClock.wake();
    send();

    assertThat(mails()).hasSize(1);
    assertThat(plain(mails().getFirst()))
        .contains(
            "На сегодня: 1", "10:40 — Получить от инженера результат замера · Сделка № " + deal)
        .doesNotContain("Ильин");
  }

  @Test
  void anAddressIsNotKeptWhileTheServerIsAwayNorIfItIsNone() {
    server.stop();

    assertThat(choices.save(anna, choice(Messages.RUSSIAN, address)))
        .singleElement()
        .satisfies(wrong -> assertThat(wrong.message().ru()).contains("сервер сейчас не отвечает"));
    assertThat(choices.contact(anna).email()).isEmpty();
    assertThat(choices.save(anna, choice(Messages.RUSSIAN, "anna at example")))
        .singleElement()
        .satisfies(wrong -> assertThat(wrong.message().ru()).contains("не адрес"));
  }

  private void confirmed(Locale language) {
    settings.language(anna.id(), language);
    settings.email(anna.id(), address, new byte[] {1});
    settings.confirm(anna.id(), new byte[] {1}, clock.instant());
  }

  private static Choice choice(Locale language, String email) {
    return new Choice(
        language,
        email,
        Set.of(
            Setting.key(Kind.ASSIGNED, Channel.MAIL), Setting.key(Kind.ASSIGNED, Channel.PROGRAM)));
  }

  private DealId assign() {
    DealId deal = office.deal(anna);
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), clock.instant()));
    office.quiet();
    return deal;
  }

  private void send() {
    pass(Notices.MAIL_GATHERS);
    job.run();
  }

  private void pass(Duration time) {
    clock.stopAt(clock.instant().plus(time));
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    office.change(
        jdbc ->
            states.addAll(
                jdbc.sql(
                        """
                        select d.state from notice_delivery d join notice n on n.id = d.notice_id
                        where n.person = ?
                        """)
                    .param(anna.id().value())
                    .query(String.class)
                    .list()));
    return states;
  }

  /** Other people's of earlier tests may go out as well. */
  private List<MimeMessage> mails() {
    return Arrays.stream(server.getReceivedMessages())
        .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).contains(address))
        .toList();
  }

  private static Address[] recipients(MimeMessage mail) {
    try {
      return mail.getAllRecipients();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String plain(MimeMessage mail) throws Exception {
    return part(mail, "text/plain");
  }

  private static String part(MimeMessage mail, String type) throws Exception {
    return part(mail.getContent(), mail.getContentType(), type);
  }

  private static String part(Object content, String contentType, String type) throws Exception {
    if (content instanceof MimeMultipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        var part = parts.getBodyPart(i);
        String found = part(part.getContent(), part.getContentType(), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
      return "";
    }
    return contentType.toLowerCase(Locale.ROOT).startsWith(type) ? content.toString() : "";
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
