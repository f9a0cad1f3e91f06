package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.leads.LeadId;
import app.zamer.leads.PhoneCall;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CallRepository {
  private final JdbcClient jdbc;

  CallRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a call that belongs to nothing yet; empty if the exchange's id of it is known. */
  Optional<CallId> insert(CallReport report, Actor by, Instant now) {
    PhoneCall call = report.call();
    UserId user = call.user();
    return jdbc.sql(
            """
            insert into call (call_id, phone, direction, started_at, duration, answered, person, record_url,
              reported_at, reported_by)
            values (:callId, :phone, :direction, :startedAt, :duration, :answered, :user, :recordUrl, :now, :by)
            on conflict (call_id) where call_id is not null do nothing returning id
            """)
        .param("callId", report.callId())
        .param("phone", call.phone().e164())
        .param("direction", call.direction().id())
        .param("startedAt", call.startedAt().atOffset(ZoneOffset.UTC))
        .param("duration", report.duration())
        .param("answered", call.answered())
        .param("user", user == null ? null : user.value())
        .param("recordUrl", report.recordUrl())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .query((row, number) -> new CallId(row.getLong("id")))
        .optional();
  }

  /** Adds to a known call what only a later report can know. */
  Call complete(CallReport report) {
    return jdbc.sql(
            """
            update call set duration = greatest(duration, :duration),
              record_url = case when record_url = '' then :recordUrl else record_url end
            where call_id = :callId returning *
            """)
        .param("callId", report.callId())
        .param("duration", report.duration())
        .param("recordUrl", report.recordUrl())
        .query(CallRepository::call)
        .single();
  }

  Call putOn(CallId id, LeadId lead) {
    return jdbc.sql("update call set lead_id = :lead where id = :id returning *")
        .param("id", id.value())
        .param("lead", lead.value())
        .query(CallRepository::call)
        .single();
  }

  Call putOn(CallId id, DealId deal) {
    return jdbc.sql("update call set deal_id = :deal where id = :id returning *")
        .param("id", id.value())
        .param("deal", deal.value())
        .query(CallRepository::call)
        .single();
  }

  void carryOver(LeadId lead, DealId deal) {
    jdbc.sql("update call set deal_id = :deal where lead_id = :lead")
        .param("deal", deal.value())
        .param("lead", lead.value())
        .update();
  }

  /** The latest first. */
  Page<Call> of(LeadId lead, PageRequest page) {
    return page("lead_id = :owner", lead.value(), page);
  }

  /** The latest first, with those of the lead that became the deal. */
  Page<Call> of(DealId deal, PageRequest page) {
    return page("deal_id = :owner", deal.value(), page);
  }

  private Page<Call> page(String condition, long owner, PageRequest page) {
    List<Call> items =
        jdbc.sql(
                "select * from call where "
                    + condition
                    + " order by started_at desc, id desc limit :size offset :offset")
            .param("owner", owner)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(CallRepository::call)
            .list();
    long total =
        jdbc.sql("select count(*) from call where " + condition)
            .param("owner", owner)
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }

  private static Call call(ResultSet row, int number) throws SQLException {
    String user = row.getString("person");
    Long lead = id(row, "lead_id");
    Long deal = id(row, "deal_id");
    return new Call(
        new CallId(row.getLong("id")),
        row.getString("call_id"),
        new Phone(row.getString("phone")),
        CallDirection.of(row.getString("direction")).orElseThrow(),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getInt("duration"),
        row.getBoolean("answered"),
        user == null ? null : new UserId(user),
        row.getString("record_url"),
        lead == null ? null : new LeadId(lead),
        deal == null ? null : new DealId(deal));
  }

  private static @Nullable Long id(ResultSet row, String column) throws SQLException {
    long id = row.getLong(column);
    return row.wasNull() ? null : id;
  }
}
