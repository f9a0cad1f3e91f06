package app.zamer.users;

import app.zamer.company.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How the first administrator comes into a program that nobody has an account in: with the password
 * of {@code ZAMER_ADMIN_PASSWORD}, or through a link in the log that works once.
 */
@Component
@Profile("!demo")
class FirstRun {
  private static final Logger log = LoggerFactory.getLogger(FirstRun.class);

  private final Users users;
  private final Environment environment;
  private final Site site;
  private volatile @Nullable String token;

  FirstRun(Users users, Environment environment, Site site) {
    this.users = users;
    this.environment = environment;
    this.site = site;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    if (!users.none()) {
      return;
    }
    String password = environment.getProperty("ZAMER_ADMIN_PASSWORD", "");
    if (password.isEmpty()) {
      offer();
    } else {
      createAdmin(password);
    }
  }

  private void createAdmin(String password) {
    NewUser admin = new NewUser("admin", "Администратор", Set.of(Role.ADMINISTRATOR), password);
    switch (users.createFirst(admin)) {
      case UserOutcome.Saved _ ->
          log.info("Created the administrator «admin» with the password of ZAMER_ADMIN_PASSWORD");
      case UserOutcome.Refused(var violations) ->
          throw new IllegalStateException(
              "ZAMER_ADMIN_PASSWORD: " + violations.getFirst().message().en());
      case UserOutcome.Taken _, UserOutcome.Stale _ ->
          throw new IllegalStateException("somebody was quicker");
    }
  }

  private void offer() {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    token = fresh;
    log.info("Nobody has an account yet. The first administrator is created here: {}", link(fresh));
  }

  private String link(String secret) {
    return site.address("/first-run?token=" + URLEncoder.encode(secret, StandardCharsets.UTF_8));
  }

  /** The secret of the link in the log; null if there is none, or it was used. */
  @Nullable String token() {
    return token;
  }

  boolean isOpenTo(String given) {
    String expected = token;
    return expected != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** Creates the administrator; afterwards the link is dead. */
  UserOutcome create(NewUser administrator) {
    UserOutcome outcome = users.createFirst(administrator);
    if (outcome instanceof UserOutcome.Saved) {
      token = null;
    }
    return outcome;
  }
}
