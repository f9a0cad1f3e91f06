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
 * How often a password may be guessed: so many times in a row for a login from one place, and so
 * many times for all logins together from one network; then a pause. A place is a network, or a
 * browser in which the person has signed in before, or the account of somebody who is signed in: so
 * what others try keeps nobody out where he is known.
 */
@Repository
class SignInThrottle {
  static final int ATTEMPTS = 5;
  static final int ATTEMPTS_OF_A_NETWORK = 20;
  static final Duration WINDOW = Duration.ofMinutes(15);

  /** The place of somebody who is signed in. */
  static final String SIGNED_IN = "signed in";

  // in the place of a login, which it is none
  private static final String ALL = "*";

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
  Optional<Duration> attempt(String login, String place) {
    return count(key(login), place, ATTEMPTS);
  }

  /** Counts an attempt at whatever login from a network, as {@link #attempt} does. */
  Optional<Duration> attempt(String network) {
    return count(ALL, network, ATTEMPTS_OF_A_NETWORK);
  }

  private Optional<Duration> count(String login, String place, int most) {
    OffsetDateTime now = now();
    int counted =
        db.sql(
                """
                insert into sign_in_attempt as a (login, address, since, attempts)
                values (:login, :place, :now, 1)
                on conflict (login, address) do update set
                  since = case when a.since <= :cutoff or a.since > :now then :now else a.since end,
                  attempts = case when a.since <= :cutoff or a.since > :now then 1 else a.attempts + 1 end
                  where a.since <= :cutoff or a.since > :now or a.attempts < :most
                """)
            .param("login", login)
            .param("place", place)
            .param("now", now)
            .param("cutoff", now.minus(WINDOW))
            .param("most", most)
            .update();
    return counted == 1 ? Optional.empty() : Optional.of(rest(login, place, now));
  }

  private Duration rest(String login, String place, OffsetDateTime now) {
    Instant since =
        db.sql("select since from sign_in_attempt where login = :login and address = :place")
            .param("login", login)
            .param("place", place)
            .query(OffsetDateTime.class)
            .optional()
            .map(OffsetDateTime::toInstant)
            .orElse(now.toInstant());
    Duration rest = Duration.between(now.toInstant(), since.plus(WINDOW));
    return rest.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rest;
  }

  /** The password was right. */
  void forget(String login, String place) {
    db.sql("delete from sign_in_attempt where login = :login and address = :place")
        .param("login", key(login))
        .param("place", place)
        .update();
  }

  /** The last attempt was none that counts: nothing was looked at. */
  void takeBack(String login, String place) {
    lessOne(key(login), place);
  }

  /** The last attempt from this network was none that counts: it was right, or not looked at. */
  void takeBack(String network) {
    lessOne(ALL, network);
  }

  private void lessOne(String login, String place) {
    db.sql(
            """
            update sign_in_attempt set attempts = attempts - 1
            where login = :login and address = :place and attempts > 0
            """)
        .param("login", login)
        .param("place", place)
        .update();
  }

  void deleteOld() {
    db.sql("delete from sign_in_attempt where since <= :cutoff")
        .param("cutoff", now().minus(WINDOW))
        .update();
  }

  // everything that is no login at all counts as one, lest the table fill with what people type
  static String key(String typed) {
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
