package app.zamer.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class IdempotentRequestRepository {
  private final JdbcClient db;
  private final JsonMapper json;

  IdempotentRequestRepository(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  record Key(String login, String path, String key) {}

  record Answer(byte[] fingerprint, int status, Map<String, List<String>> headers, byte[] body) {}

  /**
   * Takes the key for the request of this transaction; waits while another transaction holds it.
   *
   * @param forgottenBefore a key used before that moment counts as unused
   * @return whether it was free
   */
  boolean claim(Key key, byte[] fingerprint, Instant now, Instant forgottenBefore) {
    return db.sql(
                """
                insert into idempotent_request (login, path, key, fingerprint, at)
                values (:login, :path, :key, :fingerprint, :at)
                on conflict (login, path, key) do update
                  set fingerprint = excluded.fingerprint, at = excluded.at, status = null, headers = null, body = null
                  where idempotent_request.at <= :forgottenBefore
                """)
            .param("login", key.login())
            .param("path", key.path())
            .param("key", key.key())
            .param("fingerprint", fingerprint)
            .param("at", utc(now))
            .param("forgottenBefore", utc(forgottenBefore))
            .update()
        == 1;
  }

  Answer find(Key key) {
    return db.sql(
            """
            select fingerprint, status, headers::text, body from idempotent_request
            where login = :login and path = :path and key = :key
            """)
        .param("login", key.login())
        .param("path", key.path())
        .param("key", key.key())
        .query(this::answer)
        .single();
  }

  void store(Key key, Answer answer) {
    db.sql(
            """
            update idempotent_request set status = :status, headers = :headers::jsonb, body = :body
            where login = :login and path = :path and key = :key
            """)
        .param("login", key.login())
        .param("path", key.path())
        .param("key", key.key())
        .param("status", answer.status())
        .param("headers", json.writeValueAsString(answer.headers()))
        .param("body", answer.body())
        .update();
  }

  void deleteBefore(Instant moment) {
    db.sql("delete from idempotent_request where at <= :moment")
        .param("moment", utc(moment))
        .update();
  }

  private Answer answer(ResultSet row, int number) throws SQLException {
    return new Answer(
        row.getBytes("fingerprint"),
        row.getInt("status"),
        json.readValue(row.getString("headers"), new TypeReference<Map<String, List<String>>>() {}),
        row.getBytes("body"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
