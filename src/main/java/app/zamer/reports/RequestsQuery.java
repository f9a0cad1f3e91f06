package app.zamer.reports;

import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.reports.FigureQuery.Person;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests for a status of the ledger that nobody has granted yet (REP-6). */
@Component
public class RequestsQuery {
  /** How many are shown. */
  static final int NEWEST = 5;

  private final JdbcClient jdbc;
  private final Editions editions;

  RequestsQuery(JdbcClient jdbc, Editions editions) {
    this.jdbc = jdbc;
    this.editions = editions;
  }

  public record Request(
      long id,
      long deal,
      String title,
      String client,
      Word status,
      String comment,
      Person by,
      Instant at) {}

  public record Open(long count, List<Request> newest) {}

  /** Those that the person of the filter has made, or that are about his deals. */
  Open open(Filter filter) {
    Regulation regulation = editions.inForce();
    Map<String, @Nullable Object> params = new HashMap<>();
    filter.into(params);
    long[] count = new long[1];
    List<Request> newest =
        jdbc.sql(
                """
                select r.*, d.title, c.name as client, u.name, count(*) over () as number
                from status_request r
                join deal d on d.id = r.deal_id
                join client c on c.id = d.client_id
                left join app_user u on u.login = r.requested_by
                where r.settled_at is null and (%s or %s)
                order by r.id desc limit :size
                """
                    .formatted(filter.of("r.requested_by"), filter.of("d.owner")))
            .params(params)
            .param("size", NEWEST)
            .query(
                (row, n) -> {
                  count[0] = row.getLong("number");
                  return new Request(
                      row.getLong("id"),
                      row.getLong("deal_id"),
                      row.getString("title"),
                      row.getString("client"),
                      regulation.word(DealField.MEASUREMENT_STATUS.id(), row.getString("status")),
                      row.getString("comment"),
                      new Person(row.getString("requested_by"), row.getString("name")),
                      row.getObject("requested_at", OffsetDateTime.class).toInstant());
                })
            .list();
    return new Open(count[0], newest);
  }
}
