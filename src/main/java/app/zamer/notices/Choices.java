package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.notices.SettingRepository.Contact;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * What a person has chosen: of what he is told, where, and in which language. Everybody chooses for
 * himself alone.
 */
@Component
class Choices {
  private static final int LONGEST_EMAIL = 254;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SettingRepository settings;
  private final Notices notices;
  private final NoticeLetters letters;
  private final MailServer mail;
  private final CompanyClock clock;
  private final Rights rights;

  Choices(
      SettingRepository settings,
      Notices notices,
      NoticeLetters letters,
      MailServer mail,
      CompanyClock clock,
      Rights rights) {
    this.settings = settings;
    this.notices = notices;
    this.letters = letters;
    this.mail = mail;
    this.clock = clock;
    this.rights = rights;
  }

  /**
   * Everything that is chosen.
   *
   * @param email null leaves it; empty takes it away
   * @param wanted {@code kind channel} of everything that is wanted; all else is not
   */
  record Choice(Locale language, @Nullable String email, Set<String> wanted) {}

  Setting of(Actor actor) {
    return settings.of(List.of(actor.id())).stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("user " + actor.id()));
  }

  Contact contact(Actor actor) {
    return settings
        .contact(actor.id())
        .orElseGet(() -> new Contact(Messages.language(), "", false));
  }

  /**
   * Keeps what is chosen, all of it or nothing. Another address gets a mail with a link; until that
   * is opened, no other mail goes there.
   */
  @Transactional
  List<Violation> save(Actor actor, Choice choice) {
    Contact before = contact(actor);
    settings.language(actor.id(), choice.language());
    for (Kind kind : Kind.of(actor, rights)) {
      for (Channel channel : Channel.values()) {
        settings.choose(
            actor.id(), kind, channel, choice.wanted().contains(Setting.key(kind, channel)));
      }
    }
    List<Violation> wrong = new ArrayList<>();
    String email = choice.email();
    if (email != null && mail.offered() && !email.strip().equals(before.email())) {
      wrong.addAll(address(actor, email.strip(), choice.language()));
      if (wrong.isEmpty() && !before.email().isEmpty()) {
        tellOfChange(actor, before, email.strip());
      }
    }
    if (!wrong.isEmpty()) {
      TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
    }
    return wrong;
  }

  /** Sends the mail of confirmation once more. */
  @Transactional
  List<Violation> remind(Actor actor) {
    Contact contact = contact(actor);
    return contact.confirmed() || contact.email().isEmpty()
        ? List.of()
        : address(actor, contact.email(), contact.language());
  }

  /** The person has opened the link that was sent to his address; false if it was not his. */
  @Transactional
  boolean confirm(Actor actor, String code) {
    return settings.confirm(actor.id(), hash(code), clock.instant());
  }

  // whoever had the address before learns that mails go elsewhere
  private void tellOfChange(Actor actor, Contact before, String email) {
    notices.tell(
        new Told(
            Kind.SECURITY,
            "email-changed",
            "email-changed " + clock.instant(),
            null,
            null,
            Map.of("said", email.isEmpty() ? "—" : email),
            clock.instant(),
            null),
        List.of(actor.id()));
    if (before.confirmed()) {
      try {
        mail.send(letters.addressChanged(before.email(), before.language()), clock.instant());
      } catch (MailException e) {
        // he is told in the program
      }
    }
  }

  private List<Violation> address(Actor actor, String email, Locale language) {
    if (email.isEmpty()) {
      settings.email(actor.id(), "", null);
      return List.of();
    }
    if (email.length() > LONGEST_EMAIL || !MailServer.isAddress(email)) {
      return List.of(wrong("notices.email.wrong"));
    }
    byte[] random = new byte[24];
    RANDOM.nextBytes(random);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    settings.email(actor.id(), email, hash(code));
    try {
      mail.send(letters.confirmation(email, code, language), clock.instant());
      return List.of();
    } catch (MailException e) {
      return List.of(wrong("notices.email.away"));
    }
  }

  private static Violation wrong(String key) {
    return new Violation(Violation.INVALID, "email", Messages.text(key));
  }

  private static byte[] hash(String code) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
