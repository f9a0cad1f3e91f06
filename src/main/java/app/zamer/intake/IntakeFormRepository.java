package app.zamer.intake;

import app.zamer.users.Actor;
import app.zamer.users.UserId;
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

@Repository
class IntakeFormRepository {
  private static final String FORM =
      """
      select f.*, c.text as consent_text from intake_form f
      join intake_consent c on c.form_id = f.id and c.version = f.consent
      """;

  private final JdbcClient jdbc;

  IntakeFormRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The active ones first. */
  List<IntakeFormLine> lines(Instant now) {
    return jdbc.sql(
            """
            select f.*, c.text as consent_text, u.name as owner_name, r.requests, r.last,
              coalesce(o.since > :before, false) as flooded
            from intake_form f
            join intake_consent c on c.form_id = f.id and c.version = f.consent
            left join app_user u on u.login = f.owner
            left join intake_flood o on o.form_id = f.id
            left join lateral (
              select count(*) as requests, max(at) as last from intake_request where form_id = f.id) r on true
            order by f.active desc, f.id
            """)
        .param("before", now.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
        .query(
            (row, n) -> {
              OffsetDateTime last = row.getObject("last", OffsetDateTime.class);
              return new IntakeFormLine(
                  form(row),
                  row.getString("owner_name"),
                  row.getLong("requests"),
                  last == null ? null : last.toInstant(),
                  row.getBoolean("flooded"));
            })
        .list();
  }

  Optional<IntakeForm> find(long id) {
    return jdbc.sql(FORM + " where f.id = ?").param(id).query((row, n) -> form(row)).optional();
  }

  Optional<IntakeForm> find(String key) {
    return jdbc.sql(FORM + " where f.key = ?").param(key).query((row, n) -> form(row)).optional();
  }

  long insert(String key, FormDraft draft, Actor by, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into intake_form (key, name, title, source, owner, origins, wishes, success, policy, consent, active, created_at, updated_at)
                values (:key, :name, :title, :source, :owner, :origins, :wishes, :success, :policy, 1, :active, :now, :now)
                returning id
                """)
            .param("key", key)
            .param("name", draft.name())
            .param("title", draft.title())
            .param("source", draft.source())
            .param("owner", draft.owner() == null ? null : draft.owner().value())
            .param("origins", draft.origins().toArray(String[]::new))
            .param("wishes", draft.wishes().toArray(String[]::new))
            .param("success", draft.success())
            .param("policy", draft.policy())
            .param("active", draft.active())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single();
    consent(id, 1, draft.consent(), by, now);
    return id;
  }

  /**
   * @return whether the form was still in this version
   */
  boolean update(IntakeForm before, long version, FormDraft draft, Actor by, Instant now) {
    boolean another = !draft.consent().equals(before.consent());
    int consent = before.consentVersion() + (another ? 1 : 0);
    boolean updated =
        jdbc.sql(
                    """
                    update intake_form set name = :name, title = :title, source = :source, owner = :owner, origins = :origins,
                      wishes = :wishes, success = :success, policy = :policy, consent = :consent, active = :active,
                      updated_at = :now, version = version + 1
                    where id = :id and version = :version
                    """)
                .param("name", draft.name())
                .param("title", draft.title())
                .param("source", draft.source())
                .param("owner", draft.owner() == null ? null : draft.owner().value())
                .param("origins", draft.origins().toArray(String[]::new))
                .param("wishes", draft.wishes().toArray(String[]::new))
                .param("success", draft.success())
                .param("policy", draft.policy())
                .param("consent", consent)
                .param("active", draft.active())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", before.id())
                .param("version", version)
                .update()
            == 1;
    if (updated && another) {
      consent(before.id(), consent, draft.consent(), by, now);
    }
    return updated;
  }

  private void consent(long form, int version, String text, Actor by, Instant now) {
    jdbc.sql(
            "insert into intake_consent (form_id, version, text, since, by) values (?, ?, ?, ?, ?)")
        .params(form, version, text, now.atOffset(ZoneOffset.UTC), by.id().value())
        .update();
  }

  private static IntakeForm form(ResultSet row) throws SQLException {
    String owner = row.getString("owner");
    return new IntakeForm(
        row.getLong("id"),
        row.getString("key"),
        row.getString("name"),
        row.getString("title"),
        row.getString("source"),
        owner == null ? null : new UserId(owner),
        List.of((String[]) row.getArray("origins").getArray()),
        List.of((String[]) row.getArray("wishes").getArray()),
        row.getString("success"),
        row.getString("policy"),
        row.getString("consent_text"),
        row.getInt("consent"),
        row.getBoolean("active"),
        row.getLong("version"));
  }
}
