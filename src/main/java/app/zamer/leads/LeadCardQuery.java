package app.zamer.leads;

import app.zamer.clients.ClientId;
import app.zamer.regulation.DealId;
import app.zamer.users.Reach;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the card of a lead shows beside the lead: what is planned, the calls, the attempts. */
@Component
class LeadCardQuery {
  static final int MOST_CALLS = 50;

  private final JdbcClient jdbc;

  LeadCardQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param rule the clause it is for; null if none was named
   * @param attempt whether it is the next attempt of LEAD-2
   */
  record Planned(long id, String text, Instant dueAt, @Nullable String rule, boolean attempt) {}

  List<Planned> planned(LeadId id) {
    return jdbc.sql(
            """
            select id, text, due_at, rule, anchor is not null as attempt from activity
             where kind = 'LEAD' and subject = :id and state = 'PLANNED' order by due_at, id
            """)
        .param("id", id.value())
        .query(
            (row, n) ->
                new Planned(
                    row.getLong("id"),
                    Objects.requireNonNull(row.getString("text")),
                    instant(row, "due_at"),
                    row.getString("rule"),
                    row.getBoolean("attempt")))
        .list();
  }

  /**
   * @param seconds how long they spoke
   * @param recordUrl empty if there is no recording
   */
  record CallRow(
      CallDirection direction,
      Instant startedAt,
      int seconds,
      boolean answered,
      @Nullable UserId person,
      String recordUrl) {}

  /** The latest first, at most {@value #MOST_CALLS}. */
  List<CallRow> calls(LeadId id, Reach reach) {
    return jdbc.sql(
            """
            select r.direction, r.started_at, r.duration, r.answered, r.person, r.record_url
            from call r join lead l on l.id = r.lead_id
            where r.lead_id = :id and %s order by r.started_at desc, r.id desc limit :limit
            """
                .formatted(reach.ofCalls("l.owner", "r.person")))
        .params(reach.params())
        .param("id", id.value())
        .param("limit", MOST_CALLS)
        .query(
            (row, n) ->
                new CallRow(
                    CallDirection.of(row.getString("direction")).orElseThrow(),
                    instant(row, "started_at"),
                    row.getInt("duration"),
                    row.getBoolean("answered"),
                    person(row),
                    row.getString("record_url")))
        .list();
  }

  /**
   * An attempt that nobody answered.
   *
   * @param person who tried; null if the exchange did not say
   * @param byHand written down by somebody, and not reported by an exchange
   */
  record AttemptRow(Instant at, @Nullable UserId person, boolean byHand) {}

  /** The latest first, at most {@value #MOST_CALLS}. */
  List<AttemptRow> attempts(LeadId id) {
    return jdbc.sql(
            """
            select started_at as at, person, false as by_hand from call
            where lead_id = :id and not answered and state in ('unknown', 'ended')
            union all
            select at, by, true from lead_change where lead_id = :id and change @> '[{"field": "attempt"}]'
            order by at desc limit :limit
            """)
        .param("id", id.value())
        .param("limit", MOST_CALLS)
        .query(
            (row, n) -> new AttemptRow(instant(row, "at"), person(row), row.getBoolean("by_hand")))
        .list();
  }

  record DealRow(DealId id, String title, String owner) {}

  /** The open deals of a client, the newest first, at most a handful. */
  List<DealRow> openDeals(ClientId client) {
    return jdbc.sql(
            """
            select d.id, d.title, coalesce(u.name, d.owner) as owner
            from deal d left join app_user u on u.login = d.owner
            where d.client_id = ? and d.status = 'open' order by d.id desc limit 5
            """)
        .param(client.value())
        .query(
            (row, n) ->
                new DealRow(
                    new DealId(row.getLong("id")), row.getString("title"), row.getString("owner")))
        .list();
  }

  private static @Nullable UserId person(ResultSet row) throws SQLException {
    String person = row.getString("person");
    return person == null ? null : new UserId(person);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
