package app.zamer.notices;

import static app.zamer.notices.NoticeRepository.at;

import app.zamer.activities.SubjectKind;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deadlines that are not far away. */
@Repository
class WarningQuery {
  private final JdbcClient jdbc;

  WarningQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Near(
      long id,
      SubjectKind kind,
      long subject,
      String rule,
      String anchor,
      Instant dueAt,
      UserId owner) {}

  /**
   * Running deadlines of which nobody was warned yet and of which it is time to warn.
   *
   * @param minutes how long before its deadlines a clause wants that
   */
  List<Near> near(Map<String, Integer> minutes, Instant now) {
    return jdbc.sql(
            """
            select d.id, d.kind, d.subject, d.rule, d.anchor, d.due_at, d.owner
            from deadline d
            join unnest(string_to_array(:rules, ','), string_to_array(:minutes, ',')::int[]) as w (rule, minutes)
              on w.rule = d.rule
            where d.met_at is null and d.missed_at is null
              and d.due_at > :now and d.due_at <= :now + make_interval(mins => :most)
              and d.due_at <= :now + make_interval(mins => w.minutes)
              and not exists (select from notice_warning n where n.deadline_id = d.id and n.due_at = d.due_at)
            order by d.due_at, d.id
            """)
        .params(parameters(minutes))
        .param("now", at(now))
        .query(
            (row, n) ->
                new Near(
                    row.getLong("id"),
                    SubjectKind.valueOf(row.getString("kind")),
                    row.getLong("subject"),
                    row.getString("rule"),
                    row.getString("anchor"),
                    row.getObject("due_at", OffsetDateTime.class).toInstant(),
                    new UserId(row.getString("owner"))))
        .list();
  }

  /** True for the one who warns: of several nodes one, and once. */
  boolean claim(Near deadline) {
    return jdbc.sql(
                "insert into notice_warning (deadline_id, due_at) values (:id, :due) on conflict do"
                    + " nothing")
            .param("id", deadline.id())
            .param("due", at(deadline.dueAt()))
            .update()
        == 1;
  }

  /** When it is next time to warn of something, later than this moment. */
  Optional<Instant> next(Map<String, Integer> minutes, Instant after) {
    return jdbc.sql(
            """
            select min(d.due_at - make_interval(mins => w.minutes)) as next
            from deadline d
            join unnest(string_to_array(:rules, ','), string_to_array(:minutes, ',')::int[]) as w (rule, minutes)
              on w.rule = d.rule
            where d.met_at is null and d.missed_at is null and d.due_at > :after and :most > 0
              and d.due_at - make_interval(mins => w.minutes) > :after
            """)
        .params(parameters(minutes))
        .param("after", at(after))
        .query((row, n) -> Optional.ofNullable(row.getObject("next", OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }

  /** True for the one who makes the digest of the day. */
  boolean claimDigest(LocalDate day, Instant now) {
    return jdbc.sql(
                "insert into notice_digest (day, made_at) values (:day, :now) on conflict do nothing")
            .param("day", day)
            .param("now", at(now))
            .update()
        == 1;
  }

  private static Map<String, Object> parameters(Map<String, Integer> minutes) {
    List<String> rules = List.copyOf(minutes.keySet());
    return Map.of(
        "rules",
        String.join(",", rules),
        "minutes",
        String.join(",", rules.stream().map(rule -> String.valueOf(minutes.get(rule))).toList()),
        "most",
        minutes.values().stream().max(Integer::compare).orElse(0));
  }
}
