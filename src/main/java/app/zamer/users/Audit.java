package app.zamer.users;

import app.zamer.company.CompanyClock;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who did what outside the history of deals and leads: accounts, tokens, sign-ins. Nothing in it is
 * ever changed.
 */
@Component
public class Audit {
  private final JdbcClient db;
  private final CompanyClock clock;
  private final JsonMapper json;

  Audit(JdbcClient db, CompanyClock clock, JsonMapper json) {
    this.db = db;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Adds an entry, in the transaction of the caller if there is one.
   *
   * @param what what was done, such as {@code user.created}
   * @param subject the id of what it was done to
   * @param detail what else there is to know, written as JSON; never a password or a token
   */
  public void record(Actor by, String what, String subject, Map<String, ?> detail) {
    db.sql(
            """
            insert into audit_log (at, by, what, subject, detail)
            values (:at, :by, :what, :subject, :detail::jsonb)
            """)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .param("what", what)
        .param("subject", subject)
        .param("detail", json.writeValueAsString(detail))
        .update();
  }
}
