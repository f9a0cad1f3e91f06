package app.zamer.leads;

import app.zamer.leads.LeadBulk.Action;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The actions on many leads, and how each lead was before. */
@Repository
class LeadBulkRepository {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  LeadBulkRepository(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** What an action on many leads can change of one. */
  record Before(
      @Nullable String owner,
      String stage,
      String result,
      String reason,
      String comment,
      @Nullable Instant nextAttemptAt) {
    static Before of(Lead lead) {
      UserId owner = lead.owner();
      LeadResult result = lead.result();
      return new Before(
          owner == null ? null : owner.value(),
          lead.stage(),
          result == null ? "" : result.id(),
          lead.reason(),
          lead.comment(),
          lead.nextAttemptAt());
    }
  }

  /**
   * A lead of an action.
   *
   * @param version the lead's after the action
   */
  record Item(long version, Before before) {
    boolean closed() {
      return !before.result().isEmpty();
    }

    Lead restored(Lead lead) {
      Lead open = lead.reopened(before.stage(), before.nextAttemptAt());
      String owner = before.owner();
      return open.changed(
          lead.title(), lead.clientName(), lead.source(), owner == null ? null : new UserId(owner));
    }
  }

  /**
   * An action that was done.
   *
   * @param leads how many leads it has changed
   * @param restored how many of them are as before again
   */
  record Done(
      long id,
      UserId by,
      Instant at,
      String action,
      String detail,
      @Nullable Instant undoneAt,
      int leads,
      int restored) {}

  long insert(Actor by, Instant now, Action action, List<Lead> before, List<Lead> after) {
    long id =
        jdbc.sql(
                """
                insert into lead_action (by, at, action, detail)
                values (:by, :now, :action, :detail) returning id
                """)
            .param("by", by.id().value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("action", action.id())
            .param("detail", action.detail())
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            insert into lead_action_item (action_id, lead_id, version, before)
            select :id, u.lead, u.version, u.before::jsonb
            from unnest(:leads::bigint[], :versions::bigint[], :befores::text[]) as u (lead, version, before)
            """)
        .param("id", id)
        .param("leads", after.stream().map(lead -> lead.id().value()).toArray(Long[]::new))
        .param("versions", after.stream().map(Lead::version).toArray(Long[]::new))
        .param(
            "befores",
            before.stream()
                .map(lead -> json.writeValueAsString(Before.of(lead)))
                .toArray(String[]::new))
        .update();
    return id;
  }

  /** The action, locked until the end of the transaction. */
  Optional<Done> lock(long id) {
    jdbc.sql("select id from lead_action where id = ? for update").param(id).query().listOfRows();
    return jdbc.sql(SELECT + " where a.id = :id").param("id", id).query(DONE).optional();
  }

  /**
   * The latest actions first.
   *
   * @param by whose; null for everybody's
   */
  List<Done> latest(@Nullable UserId by, int most) {
    return jdbc.sql(
            SELECT + (by == null ? "" : " where a.by = :by") + " order by a.id desc limit :most")
        .param("by", by == null ? null : by.value())
        .param("most", most)
        .query(DONE)
        .list();
  }

  Map<LeadId, Item> items(long action) {
    Map<LeadId, Item> items = new HashMap<>();
    jdbc.sql("select lead_id, version, before from lead_action_item where action_id = ?")
        .param(action)
        .query(
            row -> {
              items.put(
                  new LeadId(row.getLong("lead_id")),
                  new Item(
                      row.getLong("version"),
                      json.readValue(row.getString("before"), Before.class)));
            });
    return items;
  }

  void undone(long id, Actor by, Instant now, Map<LeadId, Boolean> restored) {
    jdbc.sql("update lead_action set undone_by = :by, undone_at = :now where id = :id")
        .param("id", id)
        .param("by", by.id().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            update lead_action_item set restored = lead_id = any(:restored) where action_id = :id
            """)
        .param("id", id)
        .param(
            "restored",
            restored.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> entry.getKey().value())
                .toArray(Long[]::new))
        .update();
  }

  private static final String SELECT =
      """
      select a.*, i.leads, i.restored from lead_action a
      cross join lateral (
        select count(*) as leads, count(*) filter (where restored) as restored
        from lead_action_item where action_id = a.id) i
      """;

  private static final org.springframework.jdbc.core.RowMapper<Done> DONE =
      LeadBulkRepository::done;

  private static Done done(ResultSet row, int number) throws SQLException {
    OffsetDateTime undone = row.getObject("undone_at", OffsetDateTime.class);
    return new Done(
        row.getLong("id"),
        new UserId(row.getString("by")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("action"),
        row.getString("detail"),
        undone == null ? null : undone.toInstant(),
        row.getInt("leads"),
        row.getInt("restored"));
  }
}
