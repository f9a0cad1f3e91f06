package app.zamer.reports;

import app.zamer.reports.FigureQuery.Person;
import app.zamer.reports.FigureQuery.Sum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deals behind a number, the newest first. */
@Component
public class ListQuery {
  static final int PAGE = 50;

  private final JdbcClient jdbc;
  private final FigureQuery figures;

  ListQuery(JdbcClient jdbc, FigureQuery figures) {
    this.jdbc = jdbc;
    this.figures = figures;
  }

  /**
   * What is counted in a number; a deal may be there more than once, with several visits.
   *
   * @param at when it happened
   * @param detail what the figure says besides: a reason, a contract number, an engineer
   * @param other another moment of it
   */
  public record Row(
      long key,
      long deal,
      String title,
      String client,
      String stage,
      Person manager,
      @Nullable BigDecimal amount,
      Instant at,
      @Nullable String detail,
      @Nullable Instant other) {}

  /** Behind which row the next ones begin. */
  record After(Instant at, long key) {}

  Sum sum(Choice choice, Filter filter) {
    Map<String, @Nullable Object> params = figures.params(filter);
    return jdbc.sql(
            "select count(*) as number, coalesce(sum(f.amount), 0) as amount from (%s) f where %s"
                .formatted(choice.figure().rows(), choice.condition(filter, params)))
        .params(params)
        .query((row, n) -> new Sum(row.getLong("number"), row.getBigDecimal("amount")))
        .single();
  }

  /** One row more than a {@link #PAGE} if there are more. */
  List<Row> list(Choice choice, Filter filter, @Nullable After after) {
    Map<String, @Nullable Object> params = figures.params(filter);
    String where = choice.condition(filter, params);
    if (after != null) {
      where += " and (f.at, f.key) < (:afterAt, :afterKey)";
      params.put("afterAt", after.at().atOffset(ZoneOffset.UTC));
      params.put("afterKey", after.key());
    }
    params.put("size", PAGE + 1);
    return jdbc.sql(
            """
            select f.*, d.title, d.pipeline || '/' || d.stage as place, c.name as client, d.owner as manager, u.name
            from (
              select f.key, f.deal_id, f.at, f.amount, f.detail, f.other from (%s) f where %s
              order by f.at desc, f.key desc limit :size) f
            join deal d on d.id = f.deal_id
            join client c on c.id = d.client_id
            left join app_user u on u.login = d.owner
            order by f.at desc, f.key desc
            """
                .formatted(choice.figure().rows(), where))
        .params(params)
        .query(
            (row, n) -> {
              OffsetDateTime other = row.getObject("other", OffsetDateTime.class);
              return new Row(
                  row.getLong("key"),
                  row.getLong("deal_id"),
                  row.getString("title"),
                  row.getString("client"),
                  row.getString("place"),
                  new Person(row.getString("manager"), row.getString("name")),
                  row.getBigDecimal("amount"),
                  row.getObject("at", OffsetDateTime.class).toInstant(),
                  row.getString("detail"),
                  other == null ? null : other.toInstant());
            })
        .list();
  }
}
