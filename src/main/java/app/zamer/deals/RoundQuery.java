package app.zamer.deals;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The visits of a day and the deadlines that follow them, for the morning round. */
@Component
class RoundQuery {
  static final int MOST = 200;

  private final JdbcClient jdbc;

  RoundQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record VisitRow(long deal, String engineer, Instant startsAt, String outcome) {}

  /** The last visit of each deal in a stretch of time, in the order of the clock. */
  List<VisitRow> visits(@Nullable String owner, Instant from, Instant until) {
    return jdbc.sql(
            """
            select * from (
              select distinct on (v.deal_id) v.deal_id, v.engineer, v.starts_at, v.outcome
                from visit v join deal d on d.id = v.deal_id
               where v.starts_at >= :from and v.starts_at < :until and v.called_off_at is null
                 and (cast(:owner as text) is null or d.owner = :owner)
               order by v.deal_id, v.id desc) v
            order by starts_at, deal_id limit :most
            """)
        .param("from", at(from))
        .param("until", at(until))
        .param("owner", owner)
        .param("most", MOST)
        .query(
            (row, n) ->
                new VisitRow(
                    row.getLong("deal_id"),
                    Objects.requireNonNull(row.getString("engineer")),
                    row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                    Objects.requireNonNull(row.getString("outcome"))))
        .list();
  }

  /** When the last visit before a moment began. */
  Optional<Instant> lastBefore(@Nullable String owner, Instant moment) {
    return jdbc.sql(
            """
            select v.starts_at from visit v join deal d on d.id = v.deal_id
             where v.starts_at < :moment and v.called_off_at is null
               and (cast(:owner as text) is null or d.owner = :owner)
             order by v.starts_at desc limit 1
            """)
        .param("moment", at(moment))
        .param("owner", owner)
        .query((row, n) -> row.getObject("starts_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  record DeadlineRow(long deal, String rule, Instant dueAt, boolean met, boolean missed) {}

  /** Of these deals, the deadlines of a visit on this day that are due after it. */
  List<DeadlineRow> deadlines(Collection<Long> deals, String anchor, Instant after) {
    return jdbc.sql(
            """
            select subject, rule, due_at, met_at is not null as met, missed_at is not null as missed
              from deadline
             where kind = 'DEAL' and subject = any(:deals) and anchor = :anchor and due_at >= :after
             order by due_at, id
            """)
        .param("deals", deals.toArray(Long[]::new))
        .param("anchor", anchor)
        .param("after", at(after))
        .query(
            (row, n) ->
                new DeadlineRow(
                    row.getLong("subject"),
                    Objects.requireNonNull(row.getString("rule")),
                    row.getObject("due_at", OffsetDateTime.class).toInstant(),
                    row.getBoolean("met"),
                    row.getBoolean("missed")))
        .list();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
