package app.zamer.measurements;

import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The requests for a status, as the page of them shows them (REP-6). */
@Repository
class StatusRequestQuery {
  private static final String LINES =
      """
      select r.*, d.title, d.owner, c.id as client_id, c.name as client_name, m.planned_on,
        m.status as present
      from status_request r
      join deal d on d.id = r.deal_id join client c on c.id = d.client_id
      join measurement m on m.deal_id = d.id
      """;

  private final JdbcClient jdbc;
  private final Rights rights;
  private final Editions editions;

  StatusRequestQuery(JdbcClient jdbc, Rights rights, Editions editions) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.editions = editions;
  }

  /**
   * Requests the actor may see: those of everybody, or his own and those about his own deals.
   *
   * @param settled the granted and declined ones, the latest first, and not the open ones, the
   *     oldest first
   * @param after the id of the last that is there already; null to begin at the beginning
   */
  List<StatusRequestLine> lines(Actor actor, boolean settled, @Nullable Long after, int size) {
    Map<String, Object> params = new HashMap<>();
    var sql = new StringBuilder("where r.settled_at is ").append(settled ? "not null" : "null");
    sql.append(visible(actor, params));
    if (after != null) {
      sql.append(
          settled
              ? " and (r.settled_at, r.id) < (select (g.settled_at, g.id) from status_request g"
                  + " where g.id = :after)"
              : " and r.id > :after");
      params.put("after", after);
    }
    sql.append(settled ? " order by r.settled_at desc, r.id desc" : " order by r.id");
    return jdbc.sql(LINES + sql + " limit :size")
        .params(params)
        .param("size", size)
        .query(this::line)
        .list();
  }

  Optional<StatusRequestLine> find(Actor actor, long id) {
    Map<String, Object> params = new HashMap<>();
    String visible = visible(actor, params);
    return jdbc.sql(LINES + "where r.id = :id" + visible)
        .params(params)
        .param("id", id)
        .query(this::line)
        .optional();
  }

  /** How many open ones the actor sees, at most {@code most}. */
  int countOpen(Actor actor, int most) {
    Map<String, Object> params = new HashMap<>();
    return jdbc.sql(
            """
            select count(*) from (
              select from status_request r join deal d on d.id = r.deal_id
              where r.settled_at is null %s limit :most) counted
            """
                .formatted(visible(actor, params)))
        .params(params)
        .param("most", most)
        .query(Integer.class)
        .single();
  }

  /** The status that is asked for, by the deal; of several the one asked for last. */
  Map<Long, Word> open(Collection<Long> deals) {
    Map<Long, Word> open = new HashMap<>();
    if (!deals.isEmpty()) {
      jdbc.sql(
              """
              select deal_id, status from status_request
              where deal_id = any (:deals) and settled_at is null order by id
              """)
          .param("deals", deals.toArray(Long[]::new))
          .query(
              row -> {
                open.put(row.getLong("deal_id"), word(row.getString("status")));
              });
    }
    return open;
  }

  /** What has been asked about one record, the latest first. */
  List<StatusRequest> of(long deal, int size) {
    return jdbc.sql(
            "select * from status_request where deal_id = :deal order by id desc limit :size")
        .param("deal", deal)
        .param("size", size)
        .query(StatusRequestRepository::request)
        .list();
  }

  private StatusRequestLine line(ResultSet row, int number) throws SQLException {
    String present = row.getString("present");
    return new StatusRequestLine(
        StatusRequestRepository.request(row, number),
        row.getString("title"),
        row.getString("client_id"),
        row.getString("client_name"),
        row.getString("owner"),
        row.getObject("planned_on", LocalDate.class),
        word(row.getString("status")),
        present.isEmpty() ? null : word(present));
  }

  private Word word(String status) {
    return editions.inForce().word(DealField.MEASUREMENT_STATUS.id(), status);
  }

  private String visible(Actor actor, Map<String, Object> params) {
    params.putAll(rights.reach(actor, Ledger.READ).params());
    return " and " + visible(actor, rights);
  }

  /** A condition on {@code status_request r} and its {@code deal d}. */
  static String visible(Actor actor, Rights rights) {
    Reach reach = rights.reach(actor, Ledger.READ_REQUESTS);
    String whose =
        reach.isAll()
            ? "true"
            : reach.isOwn() ? "(r.requested_by = :reader or d.owner = :reader)" : "false";
    return whose + " and " + rights.reach(actor, Ledger.READ).ofDeals("d");
  }
}
