package app.zamer.activities;

import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ActivityRepository {
  /** The columns {@link #activity} reads. */
  static final String COLUMNS =
      "id, kind, subject, rule, anchor, text, due_on, due_at, assignee, role, results, state,"
          + " result, comment, done_at, done_by";

  private final JdbcClient jdbc;

  ActivityRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The id of an activity that was new. */
  record Created(long id, String rule, String anchor) {}

  Standing standing(SubjectKind kind, long subject) {
    return Standing.parse(
        jdbc.sql("select " + Standing.sql(kind, ":subject"))
            .param("subject", subject)
            .query(String.class)
            .single());
  }

  /**
   * Everything that differs in one statement; most changes of a deal touch several rows of both
   * tables.
   */
  List<Created> write(SubjectKind kind, long subject, Difference difference, Instant now) {
    return jdbc.sql(
            """
            with wanted as (
              select * from jsonb_to_recordset(cast(:activities as jsonb)) as w (
                id bigint, rule text, anchor text, text text, due_on date, due_at timestamptz, assignee text, role text,
                results text[], state text, result text)
            ), clocks as (
              select * from jsonb_to_recordset(cast(:deadlines as jsonb)) as c (
                id bigint, rule text, anchor text, due_at timestamptz, owner text, met_at timestamptz,
                missed_at timestamptz)
            ), changed as (
              update activity a
                 set text = w.text, due_on = w.due_on, due_at = w.due_at, assignee = w.assignee, role = w.role,
                     results = w.results, state = w.state, result = w.result,
                     done_at = case when w.state = 'DONE' then cast(:now as timestamptz) end,
                     done_by = case when w.state = 'DONE' then :system end
                from wanted w
               where a.id = w.id
            ), ticked as (
              update deadline d
                 set due_at = c.due_at, owner = c.owner, met_at = c.met_at, missed_at = c.missed_at,
                     escalated_at = case when c.missed_at is not null then coalesce(d.escalated_at, :now) end
                from clocks c
               where d.id = c.id
            ), gone as (
              delete from deadline where id = any(:gone)
            ), started as (
              insert into deadline (kind, subject, rule, anchor, due_at, owner, met_at, missed_at, escalated_at)
              select :kind, :subject, rule, anchor, due_at, owner, met_at, missed_at,
                     case when missed_at is not null then cast(:now as timestamptz) end
                from clocks where id is null
            ), created as (
              insert into activity (
                kind, subject, rule, anchor, text, due_on, due_at, assignee, role, results, state, created_at, created_by)
              select :kind, :subject, rule, anchor, text, due_on, due_at, assignee, role, results, state, :now, :system
                from wanted where id is null
              returning id, rule, anchor
            )
            select id, rule, anchor from created
            """)
        .param("kind", kind.name())
        .param("subject", subject)
        .param("activities", Standing.JSON.writeValueAsString(difference.activities))
        .param("deadlines", Standing.JSON.writeValueAsString(difference.deadlines))
        .param("gone", difference.deadlinesGone.toArray(Long[]::new))
        .param("now", at(now))
        .param("system", Actor.SYSTEM.id().value())
        .query(
            (rs, n) -> new Created(rs.getLong("id"), rs.getString("rule"), rs.getString("anchor")))
        .list();
  }

  Activity plan(
      SubjectKind kind,
      long subject,
      @Nullable String rule,
      String text,
      LocalDate dueOn,
      Instant dueAt,
      @Nullable UserId assignee,
      String role,
      UserId by,
      Instant now) {
    return jdbc.sql(
            """
            insert into activity (
              kind, subject, rule, text, due_on, due_at, assignee, role, results, state, created_at, created_by)
            values (
              :kind, :subject, :rule, :text, :dueOn, :dueAt, :assignee, :role, :results, 'PLANNED', :now, :by)
            returning
            """
                + COLUMNS)
        .param("kind", kind.name())
        .param("subject", subject)
        .param("rule", rule)
        .param("text", text)
        .param("dueOn", dueOn)
        .param("dueAt", at(dueAt))
        .param("assignee", assignee == null ? null : assignee.value())
        .param("role", role)
        .param("results", Result.ALL.stream().map(Result::id).toArray(String[]::new))
        .param("now", at(now))
        .param("by", by.value())
        .query(ActivityRepository::activity)
        .single();
  }

  /** Gives what people have planned for a lead to a deal. */
  List<Activity> carryOver(long lead, long deal) {
    return jdbc.sql(
            """
            update activity set kind = 'DEAL', subject = :deal
            where kind = 'LEAD' and subject = :lead and state = 'PLANNED' and anchor is null
            returning
            """
                + COLUMNS)
        .param("lead", lead)
        .param("deal", deal)
        .query(ActivityRepository::activity)
        .list();
  }

  /** The activity as done; empty if it is no longer planned. */
  Optional<Activity> complete(
      long id, Result result, @Nullable String comment, UserId by, Instant now) {
    return jdbc.sql(
            """
            update activity
               set state = 'DONE', result = :result, comment = :comment, done_at = :now, done_by = :by
             where id = :id and state = 'PLANNED'
            returning
            """
                + COLUMNS)
        .param("id", id)
        .param("result", result.name())
        .param("comment", comment)
        .param("now", at(now))
        .param("by", by.value())
        .query(ActivityRepository::activity)
        .optional();
  }

  Optional<Activity> find(long id) {
    return jdbc.sql("select " + COLUMNS + " from activity where id = :id")
        .param("id", id)
        .query(ActivityRepository::activity)
        .optional();
  }

  static Activity activity(ResultSet rs, int row) throws SQLException {
    String assignee = rs.getString("assignee");
    String result = rs.getString("result");
    String doneBy = rs.getString("done_by");
    return new Activity(
        rs.getLong("id"),
        SubjectKind.valueOf(rs.getString("kind")),
        rs.getLong("subject"),
        rs.getString("rule"),
        rs.getString("anchor"),
        rs.getString("text"),
        rs.getObject("due_on", LocalDate.class),
        instant(rs, "due_at"),
        assignee == null ? null : new UserId(assignee),
        rs.getString("role"),
        results(rs.getArray("results")),
        Activity.State.valueOf(rs.getString("state")),
        result == null ? null : Result.valueOf(result),
        rs.getString("comment"),
        optionalInstant(rs, "done_at"),
        doneBy == null ? null : new UserId(doneBy));
  }

  private static List<Result> results(Array ids) throws SQLException {
    return Arrays.stream((String[]) ids.getArray()).map(Result::of).toList();
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant optionalInstant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime value = rs.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
