package app.zamer.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What requests with an {@code Idempotency-Key} came to, by a digest that tells nothing of them.
 */
class IdempotentRequestRepository {
  private final JdbcClient db;

  IdempotentRequestRepository(JdbcClient db) {
    this.db = db;
  }

  /**
   * What a request came to.
   *
   * @param fingerprint of what was sent; null for a request of a time when that was not kept
   * @param answer sealed; null if it is not to be given out again
   */
  record Outcome(byte @Nullable [] fingerprint, int status, byte @Nullable [] answer) {}

  /**
   * What the request came to that took this key; empty if none has, or it is still at it.
   *
   * @param forgottenBefore a key used before that moment counts as unused
   */
  Optional<Outcome> find(byte[] id, Instant forgottenBefore) {
    return db.sql(
            """
            select fingerprint, status, answer from idempotent_answer
            where id = :id and status is not null and at > :forgottenBefore
            """)
        .param("id", id)
        .param("forgottenBefore", utc(forgottenBefore))
        .query(IdempotentRequestRepository::outcome)
        .optional();
  }

  /**
   * Takes the key for the request of this transaction, for as long as that is open; never waits.
   *
   * @return whether nobody else is at it
   */
  boolean lock(byte[] id) {
    return db.sql("select pg_try_advisory_xact_lock(hashtextextended(encode(:id, 'hex'), 6))")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** Notes that the key is used, within the transaction of the action. */
  void claim(byte[] id, byte[] fingerprint, Instant now) {
    db.sql(
            """
            insert into idempotent_answer (id, fingerprint, at) values (:id, :fingerprint, :at)
            on conflict (id) do update
              set fingerprint = excluded.fingerprint, at = excluded.at, status = null, answer = null
            """)
        .param("id", id)
        .param("fingerprint", fingerprint)
        .param("at", utc(now))
        .update();
  }

  void store(byte[] id, int status, byte[] answer) {
    db.sql("update idempotent_answer set status = :status, answer = :answer where id = :id")
        .param("id", id)
        .param("status", status)
        .param("answer", answer)
        .update();
  }

  /** None of the answers is given out again; what was done is still not done twice. */
  void forgetAnswers() {
    db.sql("update idempotent_answer set answer = null where answer is not null").update();
  }

  void deleteBefore(Instant moment) {
    db.sql("delete from idempotent_answer where at <= :moment")
        .param("moment", utc(moment))
        .update();
  }

  private static Outcome outcome(ResultSet row, int number) throws SQLException {
    return new Outcome(row.getBytes("fingerprint"), row.getInt("status"), row.getBytes("answer"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
