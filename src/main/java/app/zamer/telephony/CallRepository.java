package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CallRepository {
  private final JdbcClient jdbc;

  CallRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a call of which nothing is known yet but that it is; empty if the exchange's id of it is
   * known. A rival report of the same call waits here until this one is through.
   *
   * @param teller whose ids they are: a person's own, or empty for those of the exchange
   * @param callId null for a call that is like no other
   */
  Optional<Call> insert(
      String teller, @Nullable String callId, CallEvent event, Actor by, Instant now) {
    return jdbc.sql(
            """
            insert into call (told_by, call_id, phone, direction, state, started_at, duration, answered, reported_at, reported_by)
            values (:teller, :callId, :phone, :direction, 'ringing', :startedAt, 0, false, :now, :by)
            on conflict (told_by, call_id) where call_id is not null do nothing returning *
            """)
        .param("teller", teller)
        .param("callId", callId)
        .param("phone", event.phone() == null ? null : event.phone().e164())
        .param("direction", event.direction().id())
        .param("startedAt", at(event.startedAt()))
        .param("now", at(now))
        .param("by", by.id().value())
        .query(CallRepository::call)
        .optional();
  }

  /** The call of this id, locked until the end of the transaction. */
  Call lock(String teller, String callId) {
    return jdbc.sql("select * from call where told_by = ? and call_id = ? for update")
        .param(teller)
        .param(callId)
        .query(CallRepository::call)
        .single();
  }

  Optional<Call> lock(CallId id) {
    return jdbc.sql("select * from call where id = ? for update")
        .param(id.value())
        .query(CallRepository::call)
        .optional();
  }

  Optional<Call> find(CallId id) {
    return jdbc.sql("select * from call where id = ?")
        .param(id.value())
        .query(CallRepository::call)
        .optional();
  }

  void save(Call call) {
    Call.Said said = call.said();
    jdbc.sql(
            """
            update call set phone = :phone, state = :state, started_at = :startedAt, answered_at = :answeredAt,
              ended_at = :endedAt, duration = :duration, said_duration = :saidDuration, answered = :answered,
              person = :user, person_said_in = :saidIn, person_said_at = :saidAt, record_url = :recordUrl,
              lead_id = :lead, deal_id = :deal, extensions = :extensions, rung = :rung, told = :told
            where id = :id
            """)
        .param("phone", call.phone() == null ? null : call.phone().e164())
        .param("state", call.state().id())
        .param("startedAt", at(call.startedAt()))
        .param("answeredAt", call.answeredAt() == null ? null : at(call.answeredAt()))
        .param("endedAt", call.endedAt() == null ? null : at(call.endedAt()))
        .param("duration", call.duration())
        .param("saidDuration", call.saidDuration())
        .param("answered", call.answered())
        .param("saidIn", said == null ? null : said.state().id())
        .param("saidAt", said == null ? null : at(said.at()))
        .param("user", call.user() == null ? null : call.user().value())
        .param("recordUrl", call.recordUrl())
        .param("lead", call.lead() == null ? null : call.lead().value())
        .param("deal", call.deal() == null ? null : call.deal().value())
        .param("extensions", call.extensions().toArray(String[]::new))
        .param("rung", call.rung().stream().map(UserId::value).toArray(String[]::new))
        .param("told", call.told() == null ? null : call.told() ? "answered" : "unanswered")
        .param("id", call.id().value())
        .update();
  }

  void carryOver(LeadId lead, DealId deal) {
    jdbc.sql("update call set deal_id = :deal where lead_id = :lead")
        .param("deal", deal.value())
        .param("lead", lead.value())
        .update();
  }

  /** Whether a lead was made of this call, and no other has been put on it since. */
  boolean made(CallId id, LeadId lead) {
    return jdbc.sql(
            """
            select exists (
              select from call c join lead l on l.id = c.lead_id
              where c.id = :id and l.id = :lead and l.created_at >= c.reported_at
                and not exists (select from call o where o.lead_id = l.id and o.id <> c.id))
            """)
        .param("id", id.value())
        .param("lead", lead.value())
        .query(Boolean.class)
        .single();
  }

  /** Whose the deal is, or the lead if there is none; empty if it is nobody's. */
  Set<UserId> owner(@Nullable DealId deal, @Nullable LeadId lead) {
    return jdbc
        .sql(
            """
            select owner from deal where id = :deal
            union all select owner from lead where id = :lead and :deal::bigint is null and owner is not null
            """)
        .param("deal", deal == null ? null : deal.value())
        .param("lead", lead == null ? null : lead.value())
        .query((row, n) -> new UserId(row.getString("owner")))
        .stream()
        .collect(Collectors.toSet());
  }

  /** Somebody does not want to see a call ringing any more. */
  void hide(CallId id, UserId person) {
    jdbc.sql(
            "update call set hidden = array_append(hidden, :person) where id = :id and not :person"
                + " = any(hidden)")
        .param("id", id.value())
        .param("person", person.value())
        .update();
  }

  /** Calls that went on for longer than calls do; they are asked for at once, the oldest first. */
  List<CallId> overdue(Instant ringingSince, Instant speakingSince) {
    return jdbc.sql(
            """
            select id from call
            where state in ('ringing', 'answered')
              and started_at < case when state = 'ringing' then :ringing else :speaking end
            order by started_at limit 100
            """)
        .param("ringing", at(ringingSince))
        .param("speaking", at(speakingSince))
        .query((row, n) -> new CallId(row.getLong("id")))
        .list();
  }

  /**
   * Active people of these roles.
   *
   * @param free only those who do not speak with anybody
   */
  List<UserId> people(Set<String> roles, boolean free) {
    return jdbc.sql(
            """
            select login from app_user u where active and roles && cast(:roles as text[])
              and (not :free or not exists (select from call where state = 'answered' and person = u.login))
            """)
        .param("roles", roles.toArray(String[]::new))
        .param("free", free)
        .query((row, n) -> new UserId(row.getString("login")))
        .list();
  }

  /** The latest first. */
  Page<Call> of(LeadId lead, Reach reach, PageRequest page) {
    return page("r.lead_id = :owner", lead.value(), reach, page);
  }

  /** The latest first, with those of the lead that became the deal. */
  Page<Call> of(DealId deal, Reach reach, PageRequest page) {
    return page("r.deal_id = :owner", deal.value(), reach, page);
  }

  private Page<Call> page(String condition, long owner, Reach reach, PageRequest page) {
    String from =
        """
        from call r left join deal d on d.id = r.deal_id
          left join lead l on l.id = r.lead_id and r.deal_id is null
        where %s and %s
        """
            .formatted(condition, reach.ofCalls("d.owner", "l.owner", "r.person"));
    List<Call> items =
        jdbc.sql(
                "select r.* "
                    + from
                    + " order by r.started_at desc, r.id desc limit :size offset :offset")
            .params(reach.params())
            .param("owner", owner)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(CallRepository::call)
            .list();
    long total =
        jdbc.sql("select count(*) " + from)
            .params(reach.params())
            .param("owner", owner)
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }

  static Call call(ResultSet row, int number) throws SQLException {
    String phone = row.getString("phone");
    String user = row.getString("person");
    String told = row.getString("told");
    Long lead = id(row, "lead_id");
    Long deal = id(row, "deal_id");
    return new Call(
        new CallId(row.getLong("id")),
        row.getString("call_id"),
        phone == null ? null : new Phone(phone),
        CallDirection.of(row.getString("direction")).orElseThrow(),
        CallState.of(row.getString("state")).orElseThrow(),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        instant(row, "answered_at"),
        instant(row, "ended_at"),
        row.getInt("duration"),
        row.getObject("said_duration", Integer.class),
        row.getBoolean("answered"),
        user == null ? null : new UserId(user),
        said(row, user),
        row.getString("record_url"),
        lead == null ? null : new LeadId(lead),
        deal == null ? null : new DealId(deal),
        Set.of((String[]) row.getArray("extensions").getArray()),
        Arrays.stream((String[]) row.getArray("rung").getArray())
            .map(UserId::new)
            .collect(Collectors.toSet()),
        told == null ? null : told.equals("answered"));
  }

  private static Call.@Nullable Said said(ResultSet row, @Nullable String user)
      throws SQLException {
    String state = row.getString("person_said_in");
    Instant at = instant(row, "person_said_at");
    return user == null || state == null || at == null
        ? null
        : new Call.Said(new UserId(user), CallState.of(state).orElseThrow(), at);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  static @Nullable Long id(ResultSet row, String column) throws SQLException {
    long id = row.getLong(column);
    return row.wasNull() ? null : id;
  }

  static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
