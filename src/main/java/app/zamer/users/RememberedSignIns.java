package app.zamer.users;

import app.zamer.company.CompanyClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which browsers stay signed in. Of what their cookies say only hashes are kept. */
@Repository
class RememberedSignIns {
  // how long what is on its way may still come with the value before
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private final JdbcClient db;
  private final CompanyClock clock;
  private final Duration kept;

  RememberedSignIns(JdbcClient db, CompanyClock clock, SignInSettings settings) {
    this.db = db;
    this.clock = clock;
    kept = settings.remembered();
  }

  /** A browser that stays signed in, as its owner sees it. */
  record Remembered(
      String series, Instant createdAt, Instant usedAt, String agent, String address) {}

  /** What a cookie turned out to be. */
  enum Use {
    /** It is good, and its value has been replaced. */
    RENEWED,
    /** It is good: its value was replaced a moment ago. */
    OVERTAKEN,
    /** Its value was used before, so somebody else has a copy of it. */
    STOLEN
  }

  void add(UserId owner, String series, TokenHash value, String agent, String address) {
    OffsetDateTime now = now();
    db.sql(
            """
            insert into remembered_sign_in (series, login, hash, created_at, used_at, agent, address)
            values (:series, :login, :hash, :now, :now, :agent, :address)
            """)
        .param("series", series)
        .param("login", owner.value())
        .param("hash", value.bytes())
        .param("now", now)
        .param("agent", agent)
        .param("address", address)
        .update();
  }

  /** Whose browser it is; empty if there is no such series, or its sign-in was too long ago. */
  Optional<UserId> owner(String series) {
    return db.sql(
            "select login from remembered_sign_in where series = :series and created_at > :oldest")
        .param("series", series)
        .param("oldest", now().minus(kept))
        .query((row, n) -> new UserId(row.getString(1)))
        .optional();
  }

  /** Uses the value of a series that exists, and puts the next one in its place. */
  Use use(String series, TokenHash value, TokenHash next, String agent, String address) {
    OffsetDateTime now = now();
    boolean renewed =
        db.sql(
                    """
                    update remembered_sign_in
                    set before_hash = hash, hash = :next, used_at = :now, agent = :agent, address = :address
                    where series = :series and hash = :hash
                    """)
                .param("next", next.bytes())
                .param("now", now)
                .param("agent", agent)
                .param("address", address)
                .param("series", series)
                .param("hash", value.bytes())
                .update()
            == 1;
    if (renewed) {
      return Use.RENEWED;
    }
    boolean overtaken =
        db.sql(
                """
                select exists (
                  select from remembered_sign_in
                  where series = :series and before_hash = :hash and used_at > :since)
                """)
            .param("series", series)
            .param("hash", value.bytes())
            .param("since", now.minus(OVERLAP))
            .query(Boolean.class)
            .single();
    return overtaken ? Use.OVERTAKEN : Use.STOLEN;
  }

  /** The browsers that stay signed in, the one used last first. */
  List<Remembered> of(UserId owner) {
    return db.sql(
            """
            select series, created_at, used_at, agent, address from remembered_sign_in
            where login = :login and created_at > :oldest
            order by used_at desc
            """)
        .param("login", owner.value())
        .param("oldest", now().minus(kept))
        .query(RememberedSignIns::remembered)
        .list();
  }

  void forget(String series) {
    db.sql("delete from remembered_sign_in where series = :series")
        .param("series", series)
        .update();
  }

  /** None of the user's browsers stays signed in. */
  void forgetAll(UserId owner) {
    db.sql("delete from remembered_sign_in where login = :login")
        .param("login", owner.value())
        .update();
  }

  void deleteOld() {
    db.sql("delete from remembered_sign_in where created_at <= :oldest")
        .param("oldest", now().minus(kept))
        .update();
  }

  private static Remembered remembered(ResultSet row, int number) throws SQLException {
    return new Remembered(
        row.getString("series"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("used_at", OffsetDateTime.class).toInstant(),
        row.getString("agent"),
        row.getString("address"));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
