package app.zamer.notices;

import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notices of a person. What is about a deal or lead that he may not see any more is not among
 * them; only that a visit is no longer his is still said, without whose it was.
 */
@Repository
class NoticeQuery {
  /** More than this are not counted. */
  static final int MOST_COUNTED = 99;

  private static final String FROM =
      """
      from notice n
      left join deal d on d.id = n.deal_id
      left join lead l on l.id = n.lead_id
      """;

  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;
  private final Rights rights;

  NoticeQuery(JdbcClient jdbc, Rights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  /**
   * The latest first.
   *
   * @param kind null for all
   * @param before the number of the last one that was shown; 0 for the first page
   */
  List<Notice> list(Actor actor, @Nullable Kind kind, boolean unread, long before, int most) {
    return select(
        actor,
        "n.shown"
            + (kind == null ? "" : " and n.kind = :kind")
            + (unread ? " and n.read_at is null" : "")
            + (before > 0 ? " and n.id < :before" : ""),
        " order by n.id desc limit :most offset 0",
        Map.of("kind", kind == null ? "" : kind.id(), "before", before, "most", most));
  }

  /** The same by pages. */
  List<Notice> page(Actor actor, @Nullable Kind kind, boolean unread, int size, long offset) {
    return select(
        actor,
        "n.shown"
            + (kind == null ? "" : " and n.kind = :kind")
            + (unread ? " and n.read_at is null" : ""),
        " order by n.id desc limit :most offset :offset",
        Map.of("kind", kind == null ? "" : kind.id(), "most", size, "offset", offset));
  }

  long count(Actor actor, @Nullable Kind kind, boolean unread) {
    return jdbc.sql(
            "select count(*) "
                + FROM
                + " where n.person = :me and n.shown and "
                + visible(actor)
                + (kind == null ? "" : " and n.kind = :kind")
                + (unread ? " and n.read_at is null" : ""))
        .param("me", actor.id().value())
        .params(rights.reach(actor, "deal.read").params())
        .param("kind", kind == null ? "" : kind.id())
        .query(Long.class)
        .single();
  }

  /** One of the person's notices, be it shown in the program or not. */
  Optional<Notice> find(Actor actor, long id) {
    return select(actor, "n.id = :id", "", Map.of("id", id)).stream().findFirst();
  }

  /** How many are unread, counted as far as {@value #MOST_COUNTED} and one more. */
  int unread(Actor actor) {
    return jdbc.sql(
            "select count(*) from (select 1 "
                + FROM
                + " where n.person = :me and n.shown and n.read_at is null and "
                + visible(actor)
                + " limit :most) counted")
        .param("me", actor.id().value())
        .params(rights.reach(actor, "deal.read").params())
        .param("most", MOST_COUNTED + 1)
        .query(Integer.class)
        .single();
  }

  /** Whose a notice is; empty if there is none, or he is not active any more. */
  Optional<UserId> person(long id) {
    return jdbc.sql("select person from notice where id = ?")
        .param(id)
        .query((row, n) -> new UserId(row.getString("person")))
        .optional();
  }

  /** Whether it is not too late to send a notice. */
  boolean useful(long id, Instant now) {
    return jdbc.sql("select useful_until is null or useful_until > :now from notice where id = :id")
        .param("id", id)
        .param("now", NoticeRepository.at(now))
        .query(Boolean.class)
        .single();
  }

  private List<Notice> select(
      Actor actor, String condition, String order, Map<String, ?> parameters) {
    return jdbc.sql(
            """
            select n.id, n.kind, n.what, n.deal_id, n.lead_id, n.detail, n.at, n.read_at is not null as read,
              case when %1$s then coalesce(d.title, l.title, '') else '' end as subject,
              case when %1$s then coalesce(c.name, l.client_name, '') else '' end as client,
              coalesce(u.name, '') as name,
              case when n.what = 'stamp-returned' and %1$s then (
                select r.remark from stamp_return r
                where r.deal_id = n.deal_id and r.returned_at = n.at) end as remark,
              case when n.kind = 'chat' then (
                select count(*) from chat_message m
                where m.deal_id = n.deal_id and m.id between n.first_message and n.last_message
                  and m.author <> n.person) else 0 end as messages
            %2$s
            left join client c on c.id = d.client_id
            left join app_user u on u.login = n.detail ->> 'by'
            where n.person = :me and (%1$s or n.what = '%3$s') and %4$s
            %5$s
            """
                .formatted(visible(actor), FROM, Notices.CALLED_OFF, condition, order))
        .param("me", actor.id().value())
        .params(rights.reach(actor, "deal.read").params())
        .params(parameters)
        .query(NoticeQuery::notice)
        .list();
  }

  private String visible(Actor actor) {
    return "((n.deal_id is null or case when n.kind = 'chat' then %s else %s end) and (n.lead_id is null or %s))"
        .formatted(
            rights.reach(actor, "chat.read").ofDeals("d"),
            rights.reach(actor, "deal.read").ofDeals("d"),
            rights.reach(actor, "lead.read").ofLeads("l"));
  }

  private static Notice notice(ResultSet row, int number) throws SQLException {
    Map<String, String> detail =
        new HashMap<>(Objects.requireNonNull(JSON.readValue(row.getString("detail"), DETAIL)));
    // kept once, where it goes with the client
    String remark = row.getString("remark");
    if (remark != null) {
      detail.put(NoticeWords.REMARK, remark);
    }
    return new Notice(
        row.getLong("id"),
        Kind.find(row.getString("kind")).orElseThrow(),
        row.getString("what"),
        row.getObject("deal_id", Long.class),
        row.getObject("lead_id", Long.class),
        row.getString("subject"),
        row.getString("client"),
        detail,
        row.getString("name"),
        row.getInt("messages"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getBoolean("read"));
  }
}
