package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StatusRequestRepository {
  private final JdbcClient jdbc;
  private final Rights rights;

  StatusRequestRepository(JdbcClient jdbc, Rights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  StatusRequest add(DealId deal, String status, String comment, Actor by, Instant now) {
    return jdbc.sql(
            """
            insert into status_request (deal_id, status, comment, requested_by, requested_at)
            values (:deal, :status, :comment, :by, :now) returning *\
            """)
        .param("deal", deal.value())
        .param("status", status)
        .param("comment", comment)
        .param("by", by.id().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(StatusRequestRepository::request)
        .single();
  }

  Optional<StatusRequest> find(long id) {
    return jdbc.sql("select * from status_request where id = :id")
        .param("id", id)
        .query(StatusRequestRepository::request)
        .optional();
  }

  /** The request as granted now; empty if it is settled already. */
  Optional<StatusRequest> grant(long id, Actor by, Instant now) {
    return jdbc.sql(
            """
            update status_request set granted_by = :by, granted_at = :now
            where id = :id and settled_at is null returning *\
            """)
        .param("id", id)
        .param("by", by.id().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(StatusRequestRepository::request)
        .optional();
  }

  /** The request as declined now; empty if it is settled already. */
  Optional<StatusRequest> decline(long id, String answer, Actor by, Instant now) {
    return jdbc.sql(
            """
            update status_request set declined_by = :by, declined_at = :now, answer = :answer
            where id = :id and settled_at is null returning *\
            """)
        .param("id", id)
        .param("answer", answer)
        .param("by", by.id().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(StatusRequestRepository::request)
        .optional();
  }

  /**
   * Newest first, as far as {@code ledger.status.read} reaches: every request, or those of himself
   * and of his own deals.
   *
   * @param state null for all of them
   */
  Page<StatusRequest> page(Actor actor, StatusRequest.@Nullable State state, PageRequest page) {
    Reach reach = rights.reach(actor, Ledger.READ);
    String matching =
        "from status_request r join deal d on d.id = r.deal_id where "
            + switch (state) {
              case null -> "true";
              case OPEN -> "r.settled_at is null";
              case GRANTED -> "r.granted_at is not null";
              case DECLINED -> "r.declined_at is not null";
            }
            + " and "
            + StatusRequestQuery.visible(actor, rights);
    List<StatusRequest> items =
        jdbc.sql("select r.* " + matching + " order by r.id desc limit :size offset :offset")
            .params(reach.params())
            .param("size", page.size())
            .param("offset", page.offset())
            .query(StatusRequestRepository::request)
            .list();
    long total =
        jdbc.sql("select count(*) " + matching).params(reach.params()).query(Long.class).single();
    return Page.of(items, page, total);
  }

  static StatusRequest request(ResultSet row, int number) throws SQLException {
    return new StatusRequest(
        row.getLong("id"),
        new DealId(row.getLong("deal_id")),
        row.getString("status"),
        row.getString("comment"),
        new UserId(row.getString("requested_by")),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        person(row, "granted_by"),
        moment(row, "granted_at"),
        person(row, "declined_by"),
        moment(row, "declined_at"),
        row.getString("answer"));
  }

  private static @Nullable UserId person(ResultSet row, String column) throws SQLException {
    String login = row.getString(column);
    return login == null ? null : new UserId(login);
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
