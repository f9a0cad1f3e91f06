package app.zamer.users;

import app.zamer.company.CompanyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How often a password may be guessed: so many times in a row for a login from one address, then a
 * pause.
 */
@Repository
class SignInThrottle {
  static final int ATTEMPTS = 5;
  static final Duration WINDOW = Duration.ofMinutes(15);

  private final JdbcClient db;
  private final CompanyClock clock;

  SignInThrottle(JdbcClient db, CompanyClock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * Counts an attempt before the password is looked at, so that a thousand at once get no further
   * than one by one.
   *
   * @return how long to wait, if this is one too many
   */
  Optional<Duration> attempt(String login, String address) {
    OffsetDateTime now = now();
    int counted =
        db.sql(
                """
                insert into sign_in_attempt as a (login, address, since, attempts)
                values (:login, :address, :now, 1)
                on conflict (login, address) do update set
                  since = case when a.since <= :cutoff or a.since > :now then :now else a.since end,
                  attempts = case when a.since <= :cutoff or a.since > :now then 1 else a.attempts + 1 end
                  where a.since <= :cutoff or a.since > :now or a.attempts < :most
                """)
            .param("login", key(login))
            .param("address", address)
            .param("now", now)
            .param("cutoff", now.minus(WINDOW))
            .param("most", ATTEMPTS)
            .update();
    return counted == 1 ? Optional.empty() : Optional.of(rest(login, address, now));
  }

  private Duration rest(String login, String address, OffsetDateTime now) {
    Instant since =
        db.sql("select since from sign_in_attempt where login = :login and address = :address")
            .param("login", key(login))
            .param("address", address)
            .query(OffsetDateTime.class)
            .optional()
            .map(OffsetDateTime::toInstant)
            .orElse(now.toInstant());
    Duration rest = Duration.between(now.toInstant(), since.plus(WINDOW));
    return rest.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rest;
  }

  /** The password was right. */
  void forget(String login, String address) {
    db.sql("delete from sign_in_attempt where login = :login and address = :address")
        .param("login", key(login))
        .param("address", address)
        .update();
  }

  void deleteOld() {
    db.sql("delete from sign_in_attempt where since <= :cutoff")
        .param("cutoff", now().minus(WINDOW))
        .update();
  }

  // everything that is no login at all counts as one, lest the table fill with what people type
  private static String key(String typed) {
    String login = login(typed);
    return AccountRules.isLogin(login) ? login : "";
  }

  /** The login that somebody meant who typed this. */
  static String login(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
