package app.zamer.notices;

import static app.zamer.notices.NoticeRepository.at;

import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a day brings a person: his activities, deadlines and visits. */
@Repository
class DigestQuery {
  // what is his, or anybody's of his roles
  private static final String MINE =
      "(a.assignee = :me or a.assignee is null and a.role in (:roles))";

  private static final String OPEN =
      """
      select a.kind, a.subject, a.text, a.due_at, coalesce(a.rule, '') as rule
        from activity a where a.state = 'PLANNED' and %1$s and a.due_at < :until
      union all
      select d.kind, d.subject, '', d.due_at, d.rule
        from deadline d where d.met_at is null and d.owner = :me and d.due_at < :until
      union all
      select 'DEAL', v.deal_id, '', v.starts_at, ''
        from visit v where v.engineer = :me and v.called_off_at is null and v.outcome = '' and v.starts_at < :until
      """
          .formatted(MINE);

  private final JdbcClient jdbc;

  DigestQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How much there is.
   *
   * @param today still to be done today
   * @param late should have been done by now
   * @param waits of others for this person's word
   */
  record Counts(int today, int late, int waits) {
    boolean nothing() {
      return today == 0 && late == 0 && waits == 0;
    }
  }

  /**
   * @param grants whether requests for a status wait for this person
   * @param until the end of the day
   */
  Counts counts(Actor actor, boolean grants, Instant now, Instant until) {
    return jdbc.sql(
            """
            select count(*) filter (where due_at >= :now) as today,
              count(*) filter (where due_at < :now) as late,
              case when :grants then (select count(*) from status_request where settled_at is null) else 0 end as waits
            from (%s) open
            """
                .formatted(OPEN))
        .params(parameters(actor, until))
        .param("now", at(now))
        .param("grants", grants)
        .query((row, n) -> new Counts(row.getInt("today"), row.getInt("late"), row.getInt("waits")))
        .single();
  }

  /**
   * One thing to do.
   *
   * @param text as it is stored, in Russian; empty for a deadline and a visit
   * @param rule the clause; empty if there is none
   * @param deal 0 if it is a lead
   */
  record Line(Instant at, String text, String rule, long deal, long lead) {}

  /** What is to be done today, in the order of the clock. */
  List<Line> today(Actor actor, Instant now, Instant until, int most) {
    return jdbc.sql(
            """
            select * from (%s) open where due_at >= :now order by due_at, kind, subject limit :most
            """
                .formatted(OPEN))
        .params(parameters(actor, until))
        .param("now", at(now))
        .param("most", most)
        .query(
            (row, n) -> {
              boolean deal = row.getString("kind").equals("DEAL");
              long subject = row.getLong("subject");
              return new Line(
                  row.getTimestamp("due_at").toInstant(),
                  row.getString("text"),
                  row.getString("rule"),
                  deal ? subject : 0,
                  deal ? 0 : subject);
            })
        .list();
  }

  private static Map<String, Object> parameters(Actor actor, Instant until) {
    return Map.of(
        "me",
        actor.id().value(),
        "roles",
        actor.roles().stream().map(Role::id).toList(),
        "until",
        Objects.requireNonNull(at(until)));
  }
}
