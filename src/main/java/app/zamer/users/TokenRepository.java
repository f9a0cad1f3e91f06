package app.zamer.users;

import app.zamer.company.CompanyClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TokenRepository {
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  private final JdbcClient db;
  private final CompanyClock clock;

  TokenRepository(JdbcClient db, CompanyClock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** What the token opens, if it is in force; notes at most once a minute that it was used. */
  Optional<TokenUse> use(TokenHash hash) {
    Optional<InForce> token =
        db.sql(
                """
                select t.id, t.last_used_at, t.purpose, t.expires_at, u.login, u.roles
                from api_token t join app_user u on u.login = t.login
                where t.hash = :hash and t.revoked_at is null and u.active
                  and (t.expires_at is null or t.expires_at > :now)
                """)
            .param("hash", hash.bytes())
            .param("now", utc(clock.instant()))
            .query(TokenRepository::inForce)
            .optional();
    token.ifPresent(this::noteUse);
    return token.map(InForce::use);
  }

  private void noteUse(InForce token) {
    Instant now = clock.instant();
    Instant last = token.lastUsedAt();
    if (last == null || Duration.between(last, now).abs().compareTo(USE_NOTED_EVERY) >= 0) {
      db.sql("update api_token set last_used_at = :now where id = :id")
          .param("now", utc(now))
          .param("id", token.id())
          .update();
    }
  }

  /** Empty if there is such a token already. */
  Optional<Token> insert(
      UserId owner,
      String name,
      TokenPurpose purpose,
      TokenHash hash,
      @Nullable Instant expiresAt) {
    return db.sql(
            """
            insert into api_token (login, name, purpose, hash, created_at, expires_at)
            values (:login, :name, :purpose, :hash, :now, :expires)
            on conflict (hash) do nothing
            returning id, login, name, purpose, created_at, last_used_at, expires_at
            """)
        .param("login", owner.value())
        .param("name", name)
        .param("purpose", purpose.id())
        .param("expires", expiresAt == null ? null : utc(expiresAt), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("hash", hash.bytes())
        .param("now", utc(clock.instant()))
        .query(TokenRepository::token)
        .optional();
  }

  /** The owner's tokens in force, the newest first. */
  List<Token> of(UserId owner) {
    return db.sql(
            """
            select id, login, name, purpose, created_at, last_used_at, expires_at from api_token
            where login = :login and revoked_at is null and (expires_at is null or expires_at > :now)
            order by id desc
            """)
        .param("login", owner.value())
        .param("now", utc(clock.instant()))
        .query(TokenRepository::token)
        .list();
  }

  List<OwnedToken> all() {
    return db.sql(
            """
            select t.id, t.login, t.name, t.purpose, t.created_at, t.last_used_at, t.expires_at,
              u.name as owner_name, u.active
            from api_token t join app_user u on u.login = t.login
            where t.revoked_at is null and (t.expires_at is null or t.expires_at > :now)
            order by u.name collate russian, t.login, t.id desc
            """)
        .param("now", utc(clock.instant()))
        .query(
            (row, n) ->
                new OwnedToken(
                    token(row, n), row.getString("owner_name"), row.getBoolean("active")))
        .list();
  }

  Optional<Token> find(long id) {
    return db.sql(
            """
            select id, login, name, purpose, created_at, last_used_at, expires_at from api_token
            where id = :id and revoked_at is null and (expires_at is null or expires_at > :now)
            """)
        .param("id", id)
        .param("now", utc(clock.instant()))
        .query(TokenRepository::token)
        .optional();
  }

  void revoke(long id) {
    db.sql("update api_token set revoked_at = :now where id = :id and revoked_at is null")
        .param("now", utc(clock.instant()))
        .param("id", id)
        .update();
  }

  /**
   * Puts all tokens of somebody out of force, but those of the demo.
   *
   * @return how many they were
   */
  int revokeAll(UserId owner) {
    return db.sql(
            """
            update api_token set revoked_at = :now
            where login = :login and revoked_at is null and expires_at is not null
            """)
        .param("now", utc(clock.instant()))
        .param("login", owner.value())
        .update();
  }

  /** The tokens that expire within this time of which nobody was told yet; now somebody is. */
  List<Token> ending(Instant from, Instant until) {
    return db.sql(
            """
            update api_token set warned_at = :from
            where revoked_at is null and warned_at is null and expires_at > :from and expires_at <= :until
            returning id, login, name, purpose, created_at, last_used_at, expires_at
            """)
        .param("from", utc(from))
        .param("until", utc(until))
        .query(TokenRepository::token)
        .list();
  }

  private record InForce(long id, @Nullable Instant lastUsedAt, TokenUse use) {}

  private static InForce inForce(ResultSet row, int number) throws SQLException {
    return new InForce(
        row.getLong("id"),
        instant(row, "last_used_at"),
        new TokenUse(
            new Actor(new UserId(row.getString("login")), UserRepository.roles(row)),
            purpose(row),
            instant(row, "expires_at")));
  }

  private static Token token(ResultSet row, int number) throws SQLException {
    return new Token(
        row.getLong("id"),
        new UserId(row.getString("login")),
        row.getString("name"),
        purpose(row),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "last_used_at"),
        instant(row, "expires_at"));
  }

  private static TokenPurpose purpose(ResultSet row) throws SQLException {
    return TokenPurpose.find(row.getString("purpose")).orElseThrow();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
