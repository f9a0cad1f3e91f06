package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The browsers of people that take pushes. */
@Component
class Browsers {
  /** More than this nobody has; the oldest goes. */
  static final int MOST = 10;

  private static final int POINT_BYTES = 65;
  private static final int AUTH_BYTES = 16;
  private static final int LONGEST_ENDPOINT = 1000;
  private static final int LONGEST_AGENT = 200;

  private final JdbcClient jdbc;
  private final PushServices services;
  private final PushKeys keys;
  private final CompanyClock clock;

  Browsers(JdbcClient jdbc, PushServices services, PushKeys keys, CompanyClock clock) {
    this.jdbc = jdbc;
    this.services = services;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A browser.
   *
   * @param endpoint where its push service takes messages for it
   * @param p256dh its public key, base64url
   * @param auth its secret, base64url
   * @param agent how it calls itself
   */
  record BrowserOf(
      long id,
      String person,
      String endpoint,
      String p256dh,
      String auth,
      String agent,
      Instant since) {}

  /** None of the person's browsers takes pushes any more, until he switches them on again. */
  void forgetAll(UserId person) {
    jdbc.sql("delete from push_subscription where person = ?").param(person.value()).update();
  }

  /** False if this is no subscription of a known push service. */
  @Transactional
  boolean add(Actor actor, String endpoint, String p256dh, String auth, String agent) {
    if (endpoint.length() > LONGEST_ENDPOINT
        || !services.takes(endpoint)
        || bytes(p256dh) != POINT_BYTES
        || bytes(auth) != AUTH_BYTES
        || keys.encrypted(new byte[0], p256dh, auth).isEmpty()) {
      return false;
    }
    // a browser is of the person who has subscribed last
    jdbc.sql(
            """
            insert into push_subscription (person, endpoint, p256dh, auth, agent, created_at)
            values (:person, :endpoint, :p256dh, :auth, :agent, :now)
            on conflict (endpoint) do update
            set person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth, agent = excluded.agent
            """)
        .param("person", actor.id().value())
        .param("endpoint", endpoint)
        .param("p256dh", p256dh)
        .param("auth", auth)
        .param("agent", agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)))
        .param("now", NoticeRepository.at(clock.instant()))
        .update();
    jdbc.sql(
            """
            delete from push_subscription where person = :person and id not in (
              select id from push_subscription where person = :person order by id desc limit :most)
            """)
        .param("person", actor.id().value())
        .param("most", MOST)
        .update();
    return true;
  }

  List<BrowserOf> of(Actor actor) {
    return jdbc.sql("select * from push_subscription where person = ? order by id")
        .param(actor.id().value())
        .query(Browsers::browser)
        .list();
  }

  Optional<BrowserOf> find(long id) {
    return jdbc.sql("select * from push_subscription where id = ?")
        .param(id)
        .query(Browsers::browser)
        .optional();
  }

  /** Ends one of the actor's; nothing happens if it is not his. */
  void remove(Actor actor, long id) {
    jdbc.sql("delete from push_subscription where id = ? and person = ?")
        .params(id, actor.id().value())
        .update();
  }

  void remove(Actor actor, String endpoint) {
    jdbc.sql("delete from push_subscription where endpoint = ? and person = ?")
        .params(endpoint, actor.id().value())
        .update();
  }

  /** The push service does not know it any more. */
  void gone(long id) {
    jdbc.sql("delete from push_subscription where id = ?").param(id).update();
  }

  private static int bytes(String base64) {
    try {
      return Base64.getUrlDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private static BrowserOf browser(ResultSet row, int number) throws SQLException {
    return new BrowserOf(
        row.getLong("id"),
        row.getString("person"),
        row.getString("endpoint"),
        row.getString("p256dh"),
        row.getString("auth"),
        row.getString("agent"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
