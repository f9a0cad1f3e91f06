package app.zamer.intake;

import app.zamer.activities.Activity;
import app.zamer.activities.Result;
import app.zamer.clients.Phone;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.sql.Date;
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
class BookingRepository {
  private static final String LINK =
      """
      select l.*, coalesce(m.name, l.made_by) as maker, coalesce(s.name, l.settled_by) as settler
      from booking_link l left join app_user m on m.login = l.made_by left join app_user s on s.login = l.settled_by
      """;

  private final JdbcClient jdbc;
  private final Editions editions;

  BookingRepository(JdbcClient jdbc, Editions editions) {
    this.jdbc = jdbc;
    this.editions = editions;
  }

  Optional<BookingLink> find(byte[] token) {
    return jdbc.sql(LINK + " where l.token = ?")
        .param(token)
        .query((row, n) -> link(row))
        .optional();
  }

  /** The link that the client of a deal has now. */
  Optional<BookingLink> of(DealId deal) {
    return jdbc.sql(LINK + " where l.deal_id = ? and l.withdrawn_at is null")
        .param(deal.value())
        .query((row, n) -> link(row))
        .optional();
  }

  /** Until the end of the transaction nobody else answers by the link or deals with an answer. */
  void lock(long id) {
    jdbc.sql("select 1 from booking_link where id = ? for update")
        .param(id)
        .query(Integer.class)
        .single();
  }

  void insert(DealId deal, byte[] token, Actor by, Instant now) {
    jdbc.sql("insert into booking_link (deal_id, token, made_at, made_by) values (?, ?, ?, ?)")
        .params(deal.value(), token, now.atOffset(ZoneOffset.UTC), by.id().value())
        .update();
  }

  boolean withdraw(DealId deal, Instant now) {
    return jdbc.sql(
                "update booking_link set withdrawn_at = ? where deal_id = ? and withdrawn_at is"
                    + " null")
            .params(now.atOffset(ZoneOffset.UTC), deal.value())
            .update()
        > 0;
  }

  /**
   * @return whether it is the first time
   */
  boolean opened(long id, Instant now) {
    return jdbc.sql("update booking_link set opened_at = ? where id = ? and opened_at is null")
            .params(now.atOffset(ZoneOffset.UTC), id)
            .update()
        > 0;
  }

  void answer(long id, GivenAnswer given, LocalDate visitOn, Instant now) {
    jdbc.sql(
            """
            update booking_link set answer = :answer, answered_at = :now, answered_for = :day, wished = :wished,
              reason = :reason, comment = :comment, answers = answers + 1, settled_at = null, settled_by = null,
              opened_at = coalesce(opened_at, :now)
            where id = :id
            """)
        .param("answer", given.answer().id())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("day", visitOn)
        .param("wished", given.wished().stream().map(Date::valueOf).toArray(Date[]::new))
        .param("reason", given.reasonText())
        .param("comment", given.comment())
        .param("id", id)
        .update();
  }

  void settle(long id, Actor by, Instant now) {
    jdbc.sql("update booking_link set settled_at = ?, settled_by = ? where id = ?")
        .params(now.atOffset(ZoneOffset.UTC), by.id().value(), id)
        .update();
  }

  Optional<PlannedVisit> visit(DealId deal) {
    return jdbc.sql(
            """
            select d.id, d.owner, d.status = 'open' as open, d.city, d.street, d.house,
              m.planned_on, m.date_kind, m.status, c.name as client,
              (select p.phone from client_phone p where p.client_id = c.id order by p.position limit 1) as phone,
              v.starts_at, v.ends_at, v.engineer
            from deal d join measurement m on m.deal_id = d.id join client c on c.id = d.client_id
            left join lateral (
              select v.starts_at, v.ends_at, u.name as engineer from visit v join app_user u on u.login = v.engineer
              where v.deal_id = d.id and v.called_off_at is null and v.outcome = '' order by v.id desc limit 1) v on true
            where d.id = ?
            """)
        .param(deal.value())
        .query((row, n) -> visit(row))
        .optional();
  }

  /**
   * An activity of the regulation for this day of the visit.
   *
   * @param doneAt null unless it is done
   */
  record Contact(long id, String rule, Activity.State state, @Nullable Instant doneAt) {}

  List<Contact> contacts(DealId deal, LocalDate day) {
    return jdbc.sql(
            """
            select id, rule, state, done_at from activity
            where kind = 'DEAL' and subject = ? and anchor = ? and state <> 'CANCELLED' and ? = any (results)
            order by id
            """)
        .params(deal.value(), day.toString(), Result.CONFIRMED.id())
        .query(
            (row, n) ->
                new Contact(
                    row.getLong("id"),
                    row.getString("rule"),
                    Activity.State.valueOf(row.getString("state")),
                    instant(row, "done_at")))
        .list();
  }

  private PlannedVisit visit(ResultSet row) throws SQLException {
    Regulation regulation = editions.inForce();
    String phone = row.getString("phone");
    LocalDate day = row.getObject("planned_on", LocalDate.class);
    String engineer = row.getString("engineer");
    return new PlannedVisit(
        new DealId(row.getLong("id")),
        new UserId(row.getString("owner")),
        row.getBoolean("open")
            && regulation
                .words(DealField.MEASUREMENT_STATUS.id(), Meaning.TO_COME)
                .contains(row.getString("status")),
        day,
        regulation.means(DealField.DATE_KIND.id(), row.getString("date_kind"), Meaning.APPROXIMATE),
        row.getString("client"),
        phone == null ? null : new Phone(phone),
        row.getString("city"),
        row.getString("street"),
        row.getString("house"),
        instant(row, "starts_at"),
        instant(row, "ends_at"),
        engineer == null ? "" : engineer);
  }

  private static BookingLink link(ResultSet row) throws SQLException {
    return new BookingLink(
        row.getLong("id"),
        new DealId(row.getLong("deal_id")),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getString("maker"),
        instant(row, "withdrawn_at"),
        instant(row, "opened_at"),
        BookingAnswer.find(row.getString("answer")).orElse(null),
        instant(row, "answered_at"),
        row.getObject("answered_for", LocalDate.class),
        Arrays.stream((Date[]) row.getArray("wished").getArray()).map(Date::toLocalDate).toList(),
        row.getString("reason"),
        row.getString("comment"),
        row.getInt("answers"),
        instant(row, "settled_at"),
        row.getString("settler"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
