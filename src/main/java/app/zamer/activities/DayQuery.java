package app.zamer.activities;

import app.zamer.editions.Editions;
import app.zamer.regulation.Regulation;
import app.zamer.users.Reach;
import app.zamer.web.StrictValues;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people have to do by the clock: planned activities and unmet deadlines with the deals and
 * leads they belong to, read together.
 */
@Component
class DayQuery {
  private final JdbcClient jdbc;
  private final Editions editions;

  DayQuery(JdbcClient jdbc, Editions editions) {
    this.jdbc = jdbc;
    this.editions = editions;
  }

  /**
   * Whose day.
   *
   * @param person a login; null for everybody's
   * @param roles ids of the roles whose unassigned activities count as his
   * @param deals which deals the one who looks may see
   * @param leads which leads he may see
   */
  record Whose(@Nullable String person, Set<String> roles, Reach deals, Reach leads) {}

  /** Where a page begins: behind everything that is due at this moment for this subject. */
  record Key(Instant dueAt, SubjectKind kind, long subject) {
    static Optional<Key> parse(String text) {
      String[] parts = text.split("_");
      try {
        return parts.length == 3
            ? Optional.of(
                new Key(
                    StrictValues.checked(Instant.parse(parts[0])),
                    SubjectKind.valueOf(parts[1]),
                    StrictValues.whole(parts[2])))
            : Optional.empty();
      } catch (DateTimeException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return dueAt + "_" + kind + "_" + subject;
    }
  }

  /**
   * A stretch of time.
   *
   * @param after what is due later than this; null for whatever is due
   * @param until what is due by this
   * @param newestFirst what fell due last first
   */
  record Window(@Nullable Instant after, Instant until, boolean newestFirst) {}

  /**
   * An activity or a deadline.
   *
   * @param activity whether it is an activity
   * @param person who has to do it, or whose miss it would be; null for any holder of a role
   */
  record Due(
      boolean activity,
      long id,
      SubjectView subject,
      Instant dueAt,
      @Nullable String rule,
      @Nullable String anchor,
      String text,
      List<Result> results,
      @Nullable String person) {

    Key key() {
      return new Key(dueAt, subject.kind(), subject.id());
    }
  }

  /**
   * What is read of a stretch.
   *
   * @param full whether there may be more
   */
  record Read(List<Due> dues, boolean full) {}

  Read read(Whose whose, Window window, @Nullable Key after, int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("until", ActivityRepository.at(window.until));
    params.put("limit", limit);
    String order = window.newestFirst ? " desc" : "";
    String range = "due_at <= :until";
    if (window.after != null) {
      range += " and due_at > :after";
      params.put("after", ActivityRepository.at(window.after));
    }
    if (after != null) {
      range +=
          " and (due_at, kind, subject) %s (:keyAt, :keyKind, :keySubject)"
              .formatted(window.newestFirst ? "<" : ">");
      params.put("keyAt", ActivityRepository.at(after.dueAt));
      params.put("keyKind", after.kind.name());
      params.put("keySubject", after.subject);
    }
    String activities = "state = 'PLANNED' and " + range;
    String deadlines = "met_at is null and " + range;
    if (whose.person != null) {
      activities +=
          whose.roles.isEmpty()
              ? " and assignee = :person"
              : " and (assignee = :person or assignee is null and role = any(:roles))";
      deadlines += " and owner = :person";
      params.put("person", whose.person);
      params.put("roles", whose.roles.toArray(String[]::new));
    }
    params.putAll(whose.deals.params());
    Regulation regulation = editions.inForce();
    List<Optional<Due>> dues =
        jdbc.sql(
                """
                select r.source, r.id, r.due_at, r.rule, r.anchor, r.text, r.results, r.person,
                  case r.kind when 'DEAL' then %6$s else %7$s end as readable,
                  %1$s
                from (
                  select * from (
                    (select 0 as source, id, kind, subject, due_at, rule, anchor, text, results, assignee as person
                       from activity where %2$s
                      order by due_at%4$s, kind%4$s, subject%4$s limit :limit)
                    union all
                    (select 1, id, kind, subject, due_at, rule, anchor, '', '{}', owner
                       from deadline where %3$s
                      order by due_at%4$s, kind%4$s, subject%4$s limit :limit)) both_kinds
                  order by due_at%4$s, kind%4$s, subject%4$s, source, id limit :limit) r
                %5$s
                order by r.due_at%4$s, r.kind%4$s, r.subject%4$s, r.source, r.id
                """
                    .formatted(
                        SubjectQuery.COLUMNS,
                        activities,
                        deadlines,
                        order,
                        SubjectQuery.JOINS,
                        whose.deals.ofDeals("d"),
                        whose.leads.ofLeads("l")))
            .params(params)
            .query(
                (row, n) ->
                    row.getBoolean("readable")
                        ? Optional.of(due(row, regulation))
                        : Optional.<Due>empty())
            .list();
    return new Read(dues.stream().flatMap(Optional::stream).toList(), dues.size() == limit);
  }

  /** The moments of a stretch at which the regulation has something due for somebody, each once. */
  List<Instant> moments(Whose whose, Instant after, Instant until) {
    Map<String, Object> params = new HashMap<>();
    params.put("after", ActivityRepository.at(after));
    params.put("until", ActivityRepository.at(until));
    String activities = "";
    String deadlines = "";
    if (whose.person != null) {
      activities = " and (assignee = :person or assignee is null and role = any(:roles))";
      deadlines = " and owner = :person";
      params.put("person", whose.person);
      params.put("roles", whose.roles.toArray(String[]::new));
    }
    return jdbc.sql(
            """
            select due_at from activity
             where state = 'PLANNED' and kind = 'DEAL' and anchor is not null and due_at > :after and due_at < :until%s
            union
            select due_at from deadline where met_at is null and due_at > :after and due_at < :until%s
            order by due_at
            """
                .formatted(activities, deadlines))
        .params(params)
        .query((row, n) -> ActivityRepository.instant(row, "due_at"))
        .list();
  }

  /**
   * Open deals for which nothing is planned (ALL-2), the newest first.
   *
   * @param owner only his; null for everybody's
   * @param reach which deals the one who looks may see
   * @param before the deal after which the page begins; null for the first page
   */
  List<SubjectView> idle(@Nullable String owner, Reach reach, @Nullable Long before, int limit) {
    List<String> conditions = new ArrayList<>(List.of("d.status = 'open'", reach.ofDeals("d")));
    Map<String, Object> params = new HashMap<>(reach.params());
    params.put("limit", limit);
    if (owner != null) {
      conditions.add("d.owner = :owner");
      params.put("owner", owner);
    }
    if (before != null) {
      conditions.add("d.id < :before");
      params.put("before", before);
    }
    Regulation regulation = editions.inForce();
    return jdbc.sql(
            """
            select %s
            from (
              select 'DEAL' as kind, d.id as subject from deal d
               where %s and not exists (
                 select 1 from activity a where a.kind = 'DEAL' and a.subject = d.id and a.state = 'PLANNED')
               order by d.id desc limit :limit) r
            %s
            order by r.subject desc
            """
                .formatted(
                    SubjectQuery.COLUMNS, String.join(" and ", conditions), SubjectQuery.JOINS))
        .params(params)
        .query((row, n) -> SubjectQuery.subject(row, regulation))
        .list();
  }

  private static Due due(ResultSet row, Regulation regulation) throws SQLException {
    return new Due(
        row.getInt("source") == 0,
        row.getLong("id"),
        SubjectQuery.subject(row, regulation),
        ActivityRepository.instant(row, "due_at"),
        row.getString("rule"),
        row.getString("anchor"),
        row.getString("text"),
        results(row.getArray("results")),
        row.getString("person"));
  }

  private static List<Result> results(Array ids) throws SQLException {
    return Arrays.stream((String[]) ids.getArray()).map(Result::of).toList();
  }
}
