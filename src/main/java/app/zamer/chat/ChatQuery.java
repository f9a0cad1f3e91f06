package app.zamer.chat;

import app.zamer.chat.ChatPanel.Head;
import app.zamer.chat.ChatPanel.Line;
import app.zamer.chat.ChatPanel.Person;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the page of a chat shows, with the names of people. */
@Component
class ChatQuery {
  /** How long somebody counts as present after his browser last said so. */
  private static final String HERE = "seen_at > now() - interval '50 seconds'";

  private final JdbcClient jdbc;

  ChatQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Head head(DealId deal) {
    return jdbc.sql(
            """
            select d.id, d.title, d.owner, u.name, v.starts_at, v.ends_at
            from deal d join app_user u on u.login = d.owner
            left join lateral (
              select starts_at, ends_at, outcome from visit l
              where l.deal_id = d.id and l.called_off_at is null order by l.id desc limit 1) v on v.outcome = ''
            where d.id = ?
            """)
        .param(deal.value())
        .query(
            (row, n) ->
                new Head(
                    row.getLong("id"),
                    row.getString("title"),
                    row.getString("owner"),
                    row.getString("name"),
                    instant(row, "starts_at"),
                    instant(row, "ends_at")))
        .optional()
        .orElseThrow(() -> new NotFound("deal " + deal));
  }

  /** Who was invited, and who has the chat open without having been. */
  List<Person> people(DealId deal) {
    return jdbc.sql(
            """
            select u.login, u.name, u.roles[1] as role, h.user_login is not null as here
            from app_user u
            left join chat_participant p on p.user_login = u.login and p.deal_id = :deal
            left join chat_presence h on h.user_login = u.login and h.deal_id = :deal and h.%s
            where p.user_login is not null or h.user_login is not null
            order by h.user_login is null, u.name
            """
                .formatted(HERE))
        .param("deal", deal.value())
        .query(
            (row, n) ->
                new Person(
                    row.getString("login"),
                    row.getString("name"),
                    row.getString("role"),
                    row.getBoolean("here")))
        .list();
  }

  /** Active users who are not in the chat, those of one role together. */
  List<Person> strangers(DealId deal) {
    return jdbc.sql(
            """
            select u.login, u.name, u.roles[1] as role from app_user u
            where u.active and not exists (
              select 1 from chat_participant p where p.deal_id = ? and p.user_login = u.login)
            order by u.roles[1], u.name
            """)
        .param(deal.value())
        .query(
            (row, n) ->
                new Person(
                    row.getString("login"), row.getString("name"), row.getString("role"), false))
        .list();
  }

  /** The newest messages before one, newest first. */
  List<Line> before(DealId deal, @Nullable Long before, int size) {
    return jdbc.sql(
            """
            select m.id, m.author, coalesce(u.name, m.author) as name, m.text, m.at
            from chat_message m left join app_user u on u.login = m.author
            where m.deal_id = :deal and m.id < :before order by m.id desc limit :size
            """)
        .param("deal", deal.value())
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("size", size)
        .query((row, n) -> line(row))
        .list();
  }

  /** What was said after a message, oldest first. */
  List<Line> after(DealId deal, long after, int size) {
    return jdbc.sql(
            """
            select m.id, m.author, coalesce(u.name, m.author) as name, m.text, m.at
            from chat_message m left join app_user u on u.login = m.author
            where m.deal_id = :deal and m.id > :after order by m.id limit :size
            """)
        .param("deal", deal.value())
        .param("after", after)
        .param("size", size)
        .query((row, n) -> line(row))
        .list();
  }

  /**
   * Notes that somebody has the chat open.
   *
   * @return whether he was not known to have
   */
  boolean here(DealId deal, UserId user) {
    return jdbc.sql(
            """
            with was as (
              select 1 from chat_presence where deal_id = :deal and user_login = :user and %s),
            noted as (
              insert into chat_presence (deal_id, user_login, seen_at) values (:deal, :user, now())
              on conflict (deal_id, user_login) do update set seen_at = excluded.seen_at)
            select not exists (select from was)
            """
                .formatted(HERE))
        .param("deal", deal.value())
        .param("user", user.value())
        .query(Boolean.class)
        .single();
  }

  void left(DealId deal, UserId user) {
    jdbc.sql("delete from chat_presence where deal_id = :deal and user_login = :user")
        .param("deal", deal.value())
        .param("user", user.value())
        .update();
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getLong("id"),
        row.getString("author"),
        row.getString("name"),
        row.getString("text"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
