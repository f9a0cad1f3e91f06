package app.zamer.measurements;

import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The engineer's own visits. */
@Repository
class MyVisitQuery {
  private static final int MOST = 60;

  private final JdbcClient jdbc;

  MyVisitQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * His visits to deals that he may see: those without a result, the past ones among them, up to a
   * moment; and those with one since another moment. In their order.
   */
  List<MyVisit> of(Reach reach, Reach chats, Instant reportedSince, Instant until) {
    return jdbc.sql(
            """
            with mine as (
              (select v.id from visit v
               where v.engineer = :me and v.called_off_at is null and v.outcome = '' and v.starts_at < :until
               order by v.starts_at, v.id limit %1$d)
              union all
              (select v.id from visit v
               where v.engineer = :me and v.called_off_at is null and v.outcome <> '' and v.starts_at >= :since
               order by v.starts_at, v.id limit %1$d))
            select d.id, d.version, d.status = 'open' as open, c.name as client,
              array(select phone from client_phone p where p.client_id = c.id order by position) as phones,
              coalesce(o.name, d.owner) as manager,
              d.city, d.street, d.house, d.apartment, d.entrance, d.floor, d.intercom, m.video_allowed, m.estimate_amount,
              v.starts_at, v.ends_at, v.confirmed_at, v.outcome, v.repeat, k.text as note, k.at as note_at,
              (select count(*) from file f
               where f.deal_id = d.id and f.kind = 'measurement-sheet' and f.removed_at is null) as sheets,
              (select count(*) from file f
               where f.deal_id = d.id and f.kind = 'photo' and f.removed_at is null) as photos
            from mine
            join visit v on v.id = mine.id
            join deal d on d.id = v.deal_id
            join client c on c.id = d.client_id
            join measurement m on m.deal_id = d.id
            left join app_user o on o.login = d.owner
            left join lateral (
              select t.text, t.at from chat_message t where t.deal_id = d.id and t.author = d.owner and %3$s
              order by t.id desc limit 1) k on true
            where %2$s
            order by v.starts_at, v.id
            """
                .formatted(MOST, reach.ofDeals("d"), chats.ofDeals("d")))
        .params(reach.params())
        .param("me", reach.reader().value())
        .param("since", reportedSince.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query((row, n) -> visit(row))
        .list();
  }

  private static MyVisit visit(ResultSet row) throws SQLException {
    String note = row.getString("note");
    return new MyVisit(
        new DealId(row.getLong("id")),
        row.getLong("version"),
        row.getString("client"),
        Arrays.stream((String[]) row.getArray("phones").getArray()).map(Phone::new).toList(),
        row.getString("manager"),
        new MyVisit.Address(
            row.getString("city"),
            row.getString("street"),
            row.getString("house"),
            row.getString("apartment"),
            row.getString("entrance"),
            row.getString("floor"),
            row.getString("intercom")),
        row.getObject("video_allowed", Boolean.class),
        row.getBigDecimal("estimate_amount"),
        row.getTimestamp("starts_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        instant(row.getTimestamp("confirmed_at")),
        row.getString("outcome"),
        row.getBoolean("repeat"),
        row.getBoolean("open"),
        note == null ? "" : note,
        instant(row.getTimestamp("note_at")),
        row.getInt("sheets"),
        row.getInt("photos"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }
}
