package app.zamer.chat;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ChatRepository {
  private final JdbcClient jdbc;

  ChatRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean isEmpty(DealId deal) {
    return jdbc.sql("select not exists (select from chat_participant where deal_id = ?)")
        .param(deal.value())
        .query(Boolean.class)
        .single();
  }

  /** Joins every chat of these deals that somebody is in; the deals where he was not in it. */
  List<DealId> joinAll(Collection<DealId> deals, UserId user, Actor by, Instant now) {
    return jdbc.sql(
            """
            with locked as (select id from deal where id = any(:deals) order by id for no key update)
            insert into chat_participant (deal_id, user_login, invited_by, invited_at)
            select id, :user, :by, :now from locked
            where exists (select from chat_participant p where p.deal_id = locked.id)
            on conflict do nothing returning deal_id
            """)
        .param("deals", ids(deals))
        .param("user", user.value())
        .param("by", by.id().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new DealId(row.getLong("deal_id")))
        .list();
  }

  List<DealId> leave(Collection<DealId> deals, UserId user, @Nullable Instant silentSince) {
    return jdbc.sql(
            """
            delete from chat_participant p where deal_id = any(:deals) and user_login = :user
            and not exists (
              select from chat_message m where m.deal_id = p.deal_id and m.author = :user and m.at >= cast(:since as timestamptz))
            returning deal_id
            """)
        .param("deals", ids(deals))
        .param("user", user.value())
        .param("since", silentSince == null ? null : silentSince.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new DealId(row.getLong("deal_id")))
        .list();
  }

  private static Long[] ids(Collection<DealId> deals) {
    return deals.stream().map(DealId::value).toArray(Long[]::new);
  }

  /** False if the user was in the chat already. */
  boolean join(DealId deal, UserId user, Actor by, Instant now) {
    // the deal is locked first: who listens locks it too, and two who had both only referred to it
    // would wait for
    // each other
    return jdbc.sql(
                """
                with locked as (select id from deal where id = :deal for no key update)
                insert into chat_participant (deal_id, user_login, invited_by, invited_at)
                select id, :user, :by, :now from locked on conflict do nothing
                """)
            .param("deal", deal.value())
            .param("user", user.value())
            .param("by", by.id().value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  Participant participant(DealId deal, UserId user) {
    return jdbc.sql(
            """
            select user_login, invited_by, invited_at from chat_participant where deal_id = :deal and user_login = :user
            """)
        .param("deal", deal.value())
        .param("user", user.value())
        .query(ChatRepository::participant)
        .single();
  }

  Page<Participant> participants(DealId deal, PageRequest page) {
    List<Participant> items =
        jdbc.sql(
                """
                select user_login, invited_by, invited_at from chat_participant where deal_id = :deal
                order by invited_at, user_login limit :size offset :offset
                """)
            .param("deal", deal.value())
            .param("size", page.size())
            .param("offset", page.offset())
            .query(ChatRepository::participant)
            .list();
    long total =
        jdbc.sql("select count(*) from chat_participant where deal_id = :deal")
            .param("deal", deal.value())
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }

  Message add(DealId deal, UserId author, String text, Instant now) {
    // the deal is locked first, which also makes its messages visible in the order of their numbers
    return jdbc.sql(
            """
            with locked as (select id from deal where id = :deal for no key update)
            insert into chat_message (deal_id, author, text, at)
            select id, :author, :text, :now from locked
            returning id, deal_id, author, text, at
            """)
        .param("deal", deal.value())
        .param("author", author.value())
        .param("text", text)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(ChatRepository::message)
        .optional()
        .orElseThrow(() -> new NotFound("deal " + deal));
  }

  Page<Message> messages(DealId deal, PageRequest page) {
    List<Message> items =
        jdbc.sql(
                """
                select id, deal_id, author, text, at from chat_message where deal_id = :deal
                order by id desc limit :size offset :offset
                """)
            .param("deal", deal.value())
            .param("size", page.size())
            .param("offset", page.offset())
            .query(ChatRepository::message)
            .list();
    return Page.of(items, page, count(deal, 0));
  }

  Page<Message> messagesAfter(DealId deal, long after, PageRequest page) {
    List<Message> items =
        jdbc.sql(
                """
                select id, deal_id, author, text, at from chat_message where deal_id = :deal and id > :after
                order by id limit :size offset :offset
                """)
            .param("deal", deal.value())
            .param("after", after)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(ChatRepository::message)
            .list();
    return Page.of(items, page, count(deal, after));
  }

  private long count(DealId deal, long after) {
    return jdbc.sql("select count(*) from chat_message where deal_id = :deal and id > :after")
        .param("deal", deal.value())
        .param("after", after)
        .query(Long.class)
        .single();
  }

  private static Participant participant(ResultSet row, int number) throws SQLException {
    return new Participant(
        new UserId(row.getString("user_login")),
        new UserId(row.getString("invited_by")),
        row.getObject("invited_at", OffsetDateTime.class).toInstant());
  }

  private static Message message(ResultSet row, int number) throws SQLException {
    return new Message(
        row.getLong("id"),
        new DealId(row.getLong("deal_id")),
        new UserId(row.getString("author")),
        row.getString("text"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
