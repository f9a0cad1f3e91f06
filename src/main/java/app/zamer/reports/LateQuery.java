package app.zamer.reports;

import app.zamer.company.CompanyClock;
import app.zamer.reports.FigureQuery.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deadlines that passed unmet: those still to be made good, and the misses of a period. */
@Component
public class LateQuery {
  static final int PAGE = 50;

  // What the deal has outgrown is no longer to be done: it is closed, or the same clause has begun
  // to run anew for another day.
  private static final String OPEN =
      """
      select x.id, x.subject, x.owner, x.rule, x.due_at, x.met_at
      from deadline x join deal d on d.id = x.subject
      where x.kind = 'DEAL' and x.missed_at is not null and x.met_at is null and d.status = 'open'
        and not exists (
          select from deadline n where n.kind = x.kind and n.subject = x.subject and n.rule = x.rule and n.id > x.id)
      """;
  private static final String OF_PERIOD =
      """
      select x.id, x.subject, x.owner, x.rule, x.due_at, x.met_at
      from deadline x
      where x.kind = 'DEAL' and x.missed_at is not null and x.due_at >= :from and x.due_at < :until
      """;

  private final JdbcClient jdbc;
  private final CompanyClock clock;

  LateQuery(JdbcClient jdbc, CompanyClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Which misses. */
  enum State {
    /** Still to be made good, whenever they were due. */
    OPEN,
    /** Due in the period, made good since or not. */
    PERIOD
  }

  /**
   * @param open still to be made good
   * @param period due in the period
   */
  public record Cell(Person person, String clause, long open, long period) {}

  /**
   * @param metAt null while it is still to be made good, or if nobody asks for it any more
   * @param open whether it is still to be made good
   */
  public record Row(
      long id,
      long deal,
      String title,
      String client,
      String stage,
      Person person,
      String clause,
      Instant dueAt,
      @Nullable Instant metAt,
      boolean open) {}

  /**
   * Behind which row of a list the next ones begin.
   *
   * @param at the moment its deadline was due
   */
  record After(Instant at, long id) {}

  List<Cell> cells(Filter filter) {
    return jdbc.sql(
            """
            select s.owner, u.name, s.rule, sum(s.open) as open, sum(s.period) as period from (
              select owner, rule, count(*) as open, 0 as period from (%s) o where %s group by owner, rule
              union all
              select owner, rule, 0, count(*) from (%s) p where %s group by owner, rule) s
            left join app_user u on u.login = s.owner
            group by s.owner, u.name, s.rule
            order by u.name collate russian, s.owner
            """
                .formatted(OPEN, filter.of("owner"), OF_PERIOD, filter.of("owner")))
        .params(params(filter))
        .query(
            (row, n) ->
                new Cell(
                    person(row), row.getString("rule"), row.getLong("open"), row.getLong("period")))
        .list();
  }

  /** How many there are of one list. */
  long count(Filter filter, State state, @Nullable String clause) {
    return jdbc.sql(
            "select count(*) from (%s) x where %s".formatted(rows(state), where(filter, clause)))
        .params(params(filter))
        .param("clause", clause)
        .query(Long.class)
        .single();
  }

  /**
   * One row more than a {@link #PAGE} if there are more. Those still to be made good begin with
   * what is latest, those of a period with the newest.
   */
  List<Row> list(Filter filter, State state, @Nullable String clause, @Nullable After after) {
    boolean oldestFirst = state == State.OPEN;
    String order = oldestFirst ? "" : " desc";
    return jdbc.sql(
            """
            select x.*, d.title, c.name as client, d.pipeline || '/' || d.stage as stage, u.name,
              x.met_at is null and d.status = 'open' and not exists (
                select from deadline n where n.kind = 'DEAL' and n.subject = x.subject and n.rule = x.rule and n.id > x.id)
                as open
            from (
              select * from (%s) x where %s %s order by x.due_at%s, x.id%s limit :size) x
            join deal d on d.id = x.subject
            join client c on c.id = d.client_id
            left join app_user u on u.login = x.owner
            order by x.due_at%s, x.id%s
            """
                .formatted(
                    rows(state),
                    where(filter, clause),
                    after == null
                        ? ""
                        : "and (x.due_at, x.id) " + (oldestFirst ? ">" : "<") + " (:at, :id)",
                    order,
                    order,
                    order,
                    order))
        .params(params(filter))
        .param("clause", clause)
        .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
        .param("id", after == null ? null : after.id())
        .param("size", PAGE + 1)
        .query(
            (row, n) ->
                new Row(
                    row.getLong("id"),
                    row.getLong("subject"),
                    row.getString("title"),
                    row.getString("client"),
                    row.getString("stage"),
                    person(row),
                    row.getString("rule"),
                    row.getObject("due_at", OffsetDateTime.class).toInstant(),
                    instant(row, "met_at"),
                    row.getBoolean("open")))
        .list();
  }

  /** The clauses that were ever missed. */
  List<String> clauses() {
    // one step of the index a clause, instead of reading every miss
    return jdbc.sql(
            """
            with recursive known as (
              (select rule from deadline where missed_at is not null order by rule limit 1)
              union all
              select (select d.rule from deadline d where d.missed_at is not null and d.rule > k.rule order by d.rule limit 1)
              from known k where k.rule is not null)
            select rule from known where rule is not null
            """)
        .query((row, n) -> row.getString("rule"))
        .list();
  }

  private static String rows(State state) {
    return state == State.OPEN ? OPEN : OF_PERIOD;
  }

  private static String where(Filter filter, @Nullable String clause) {
    return filter.of("x.owner") + (clause == null ? "" : " and x.rule = :clause");
  }

  private Map<String, @Nullable Object> params(Filter filter) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("from", filter.period().begin(clock.getZone()));
    params.put("until", filter.period().end(clock.getZone()));
    filter.into(params);
    return params;
  }

  private static Person person(ResultSet row) throws SQLException {
    return new Person(row.getString("owner"), row.getString("name"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
