package app.zamer.notices;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class NoticeRepository {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;

  NoticeRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The number of the notice; empty if the person was told of this occasion already. */
  Optional<Long> add(UserId person, Told told, boolean shown) {
    return add(person, told, shown, null, null);
  }

  Optional<Long> add(
      UserId person, Told told, boolean shown, @Nullable Long first, @Nullable Long last) {
    DealId deal = told.deal();
    return jdbc.sql(
            """
            insert into notice (person, kind, what, occasion, deal_id, lead_id, detail, at, shown, useful_until,
                                first_message, last_message)
            values (:person, :kind, :what, :occasion, :deal, :lead, cast(:detail as jsonb), :at, :shown, :until,
                    :first, :last)
            on conflict do nothing returning id
            """)
        .param("person", person.value())
        .param("kind", told.kind().id())
        .param("what", told.what())
        .param("occasion", told.occasion())
        .param("deal", deal == null ? null : deal.value())
        .param("lead", told.lead())
        .param("detail", JSON.writeValueAsString(told.detail()))
        .param("at", at(told.at()))
        .param("shown", shown)
        .param("until", at(told.usefulUntil()))
        .param("first", first)
        .param("last", last)
        .query(Long.class)
        .optional();
  }

  /**
   * The unread notice of a chat.
   *
   * @param first the first of the messages that it speaks of
   * @param at when it was told
   */
  record Chat(long id, long first, Instant at) {}

  Optional<Chat> unreadChat(UserId person, DealId deal) {
    return jdbc.sql(
            """
            select id, first_message, at from notice
            where person = :person and deal_id = :deal and kind = 'chat' and read_at is null for update
            """)
        .param("person", person.value())
        .param("deal", deal.value())
        .query(NoticeRepository::chat)
        .optional();
  }

  /** Whether the person has read a notice of this message or a later one of its chat. */
  boolean hasRead(UserId person, DealId deal, long message) {
    return jdbc.sql(
            """
            select exists (select from notice where person = :person and kind = 'chat' and deal_id = :deal
                           and last_message >= :message and read_at is not null)
            """)
        .param("person", person.value())
        .param("deal", deal.value())
        .param("message", message)
        .query(Boolean.class)
        .single();
  }

  void gather(long notice, long message) {
    // messages need not be heard of in their order
    jdbc.sql(
            """
            update notice set first_message = least(first_message, :message),
              last_message = greatest(last_message, :message)
            where id = :id
            """)
        .param("message", message)
        .param("id", notice)
        .update();
  }

  /** Marks one of the person's notices; false if there is none, or it is read already. */
  boolean read(UserId person, long notice, Instant now) {
    return jdbc.sql(
                """
                with marked as (
                  update notice set read_at = :now where id = :id and person = :person and read_at is null
                  returning id),
                dropped as (
                  update notice_delivery set state = 'dropped', ended_at = :now
                  where notice_id in (select id from marked) and state = 'waiting')
                select count(*) from marked
                """)
            .param("id", notice)
            .param("person", person.value())
            .param("now", at(now))
            .query(Integer.class)
            .single()
        == 1;
  }

  /**
   * Marks all of a person's notices that are not read; what was to go out about them does not.
   *
   * @param deal only those of the chat of this deal; null for all of any kind
   * @return how many
   */
  int readAll(UserId person, @Nullable DealId deal, Instant now) {
    return jdbc.sql(
            """
            with marked as (
              update notice set read_at = :now where person = :person and read_at is null%s
              returning id),
            dropped as (
              update notice_delivery set state = 'dropped', ended_at = :now
              where notice_id in (select id from marked) and state = 'waiting')
            select count(*) from marked
            """
                .formatted(deal == null ? "" : " and kind = 'chat' and deal_id = :deal"))
        .param("person", person.value())
        .param("deal", deal == null ? 0 : deal.value())
        .param("now", at(now))
        .query(Integer.class)
        .single();
  }

  /** Marks everything that is older. */
  void readBefore(Instant moment, Instant now) {
    jdbc.sql(
            """
            with marked as (
              update notice set read_at = :now where at < :moment and read_at is null returning id)
            update notice_delivery set state = 'dropped', ended_at = :now
            where notice_id in (select id from marked) and state = 'waiting'
            """)
        .param("moment", at(moment))
        .param("now", at(now))
        .update();
  }

  void removeBefore(Instant moment) {
    jdbc.sql("delete from notice where at < ?").param(at(moment)).update();
    jdbc.sql("delete from notice_warning where due_at < ?").param(at(moment)).update();
    jdbc.sql("delete from notice_digest where made_at < ?").param(at(moment)).update();
  }

  private static Chat chat(ResultSet row, int number) throws SQLException {
    return new Chat(
        row.getLong("id"),
        row.getLong("first_message"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  static @Nullable OffsetDateTime at(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }
}
