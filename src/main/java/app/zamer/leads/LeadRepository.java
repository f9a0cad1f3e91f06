package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class LeadRepository {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  LeadRepository(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Until the end of the transaction nobody else decides what a call of this number belongs to. */
  void lock(Phone phone) {
    jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtextextended(:phone, 0))) as locked")
        .param("phone", phone.number().e164())
        .query(Integer.class)
        .single();
  }

  Optional<Lead> find(LeadId id) {
    return jdbc.sql("select * from lead where id = :id")
        .param("id", id.value())
        .query(LeadRepository::lead)
        .optional();
  }

  /** The lead, locked until the end of the transaction. */
  Optional<Lead> lock(LeadId id) {
    return jdbc.sql("select * from lead where id = :id for no key update")
        .param("id", id.value())
        .query(LeadRepository::lead)
        .optional();
  }

  /** The leads, locked until the end of the transaction, in the order of their ids. */
  List<Lead> lock(Collection<LeadId> ids) {
    return jdbc.sql("select * from lead where id = any(:ids) order by id for no key update")
        .param("ids", ids.stream().map(LeadId::value).toArray(Long[]::new))
        .query(LeadRepository::lead)
        .list();
  }

  List<Lead> find(Collection<LeadId> ids) {
    return jdbc.sql("select * from lead where id = any(:ids) order by id desc")
        .param("ids", ids.stream().map(LeadId::value).toArray(Long[]::new))
        .query(LeadRepository::lead)
        .list();
  }

  /**
   * The open lead that a call of this phone belongs to, locked until the end of the transaction.
   */
  Optional<Lead> lockReachedBy(Phone phone) {
    return jdbc.sql(
            """
            select * from lead where %s and result = '' order by phone = :phone desc, id desc limit 1
            for no key update
            """
                .formatted(phone.reaches("phone")))
        .param("phone", phone.e164())
        .query(LeadRepository::lead)
        .optional();
  }

  /** The open lead of this number, locked until the end of the transaction. */
  Optional<Lead> lockOpen(Phone phone) {
    return jdbc.sql("select * from lead where phone = :phone and result = '' for no key update")
        .param("phone", phone.e164())
        .query(LeadRepository::lead)
        .optional();
  }

  /** Makes an open lead, and its first line of history. */
  Lead insert(Draft draft, String stage, @Nullable String rule, Actor by, Instant now) {
    return jdbc.sql(
            """
            with made as (
              insert into lead (title, phone, client_name, source, stage, owner, created_at, updated_at)
              values (:title, :phone, :clientName, :source, :stage, :owner, :now, :now) returning *),
            noted as (
              insert into lead_change (lead_id, at, by, rule, change)
              select id, :now, :by, :rule, cast(:change as jsonb) from made)
            select * from made
            """)
        .param("title", draft.title())
        .param("phone", draft.phone().e164())
        .param("clientName", draft.clientName())
        .param("source", draft.source())
        .param("stage", stage)
        .param("owner", draft.owner() == null ? null : draft.owner().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .param("rule", rule)
        .param("change", json.writeValueAsString(FieldChange.of(draft, stage)))
        .query(LeadRepository::lead)
        .single();
  }

  /**
   * Writes a lead that this transaction has locked, and the line of history that says what is
   * different.
   */
  Lead save(Lead lead, @Nullable String rule, List<FieldChange> changes, Actor by, Instant now) {
    return jdbc.sql(
            """
            with noted as (
              insert into lead_change (lead_id, at, by, rule, change)
              values (:id, :now, :by, :rule, cast(:change as jsonb)))
            update lead set title = :title, client_name = :clientName, source = :source, stage = :stage,
              result = :result, reason = :reason, comment = :comment, owner = :owner, attempts = :attempts, next_attempt_at = :nextAttemptAt,
              last_call_at = :lastCallAt, deal_id = :deal, updated_at = :now, version = version + 1
            where id = :id returning *
            """)
        .param("id", lead.id().value())
        .param("title", lead.title())
        .param("clientName", lead.clientName())
        .param("source", lead.source())
        .param("stage", lead.stage())
        .param("result", lead.result() == null ? "" : lead.result().id())
        .param("reason", lead.reason())
        .param("comment", lead.comment())
        .param("owner", lead.owner() == null ? null : lead.owner().value())
        .param("attempts", lead.attempts())
        .param("nextAttemptAt", utc(lead.nextAttemptAt()))
        .param("lastCallAt", utc(lead.lastCallAt()))
        .param("deal", lead.deal() == null ? null : lead.deal().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .param("rule", rule)
        .param("change", json.writeValueAsString(changes))
        .query(LeadRepository::lead)
        .single();
  }

  /**
   * Remembers when the latest call was; that alone is no change of the lead that anybody would want
   * to read about.
   */
  void rememberCall(LeadId id, Instant startedAt) {
    jdbc.sql("update lead set last_call_at = greatest(last_call_at, :startedAt) where id = :id")
        .param("id", id.value())
        .param("startedAt", startedAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Adds a line of history about something that changed nothing of the lead itself. */
  void note(LeadId id, @Nullable String rule, List<FieldChange> changes, Actor by, Instant now) {
    jdbc.sql(
            """
            insert into lead_change (lead_id, at, by, rule, change)
            values (:id, :now, :by, :rule, cast(:change as jsonb))
            """)
        .param("id", id.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .param("rule", rule)
        .param("change", json.writeValueAsString(changes))
        .update();
  }

  static Lead lead(ResultSet row, int number) throws SQLException {
    String result = row.getString("result");
    String owner = row.getString("owner");
    long deal = row.getLong("deal_id");
    boolean hasDeal = !row.wasNull();
    return new Lead(
        new LeadId(row.getLong("id")),
        row.getString("title"),
        new Phone(row.getString("phone")),
        row.getString("client_name"),
        row.getString("source"),
        row.getString("stage"),
        result.isEmpty() ? null : LeadResult.of(result),
        row.getString("reason"),
        row.getString("comment"),
        owner == null ? null : new UserId(owner),
        row.getInt("attempts"),
        instant(row, "next_attempt_at"),
        instant(row, "last_call_at"),
        hasDeal ? new DealId(deal) : null,
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getLong("version"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
