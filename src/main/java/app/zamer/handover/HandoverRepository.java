package app.zamer.handover;

import app.zamer.handover.Belongings.Kept;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The hand-overs that were made, and what was given by each. */
@Repository
class HandoverRepository {
  private static final String SELECT =
      """
      select h.*, (
        select json_agg(json_build_object('to', s.receiver, 'kind', s.kind, 'count', s.count) order by s.kind, s.receiver)
        from (select kind, receiver, count(*) as count from handover_item
              where handover_id = h.id group by kind, receiver) s) as shares
      from handover h
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  HandoverRepository(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Whether no other hand-over is going on; until the end of the transaction none begins then. */
  boolean begin() {
    return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('handover', 0))")
        .query(Boolean.class)
        .single();
  }

  long insert(UserId from, Actor by, Instant now, Map<String, List<Kept>> given) {
    long id =
        jdbc.sql(
                """
                insert into handover (person, given_by, given_at) values (:person, :by, :now) returning id
                """)
            .param("person", from.value())
            .param("by", by.id().value())
            .param("now", at(now))
            .query(Long.class)
            .single();
    given.forEach((kind, things) -> insert(id, kind, things));
    return id;
  }

  private void insert(long id, String kind, List<Kept> things) {
    jdbc.sql(
            """
            insert into handover_item (handover_id, kind, item, receiver, detail)
            select :id, :kind, u.item, u.receiver, u.detail::jsonb
            from unnest(:items::bigint[], :receivers::text[], :details::text[]) as u (item, receiver, detail)
            """)
        .param("id", id)
        .param("kind", kind)
        .param("items", things.stream().map(Kept::id).toArray(Long[]::new))
        .param(
            "receivers",
            things.stream()
                .map(kept -> kept.to() == null ? null : kept.to().value())
                .toArray(String[]::new))
        .param(
            "details",
            things.stream()
                .map(kept -> json.writeValueAsString(kept.detail()))
                .toArray(String[]::new))
        .update();
  }

  Optional<Handover> find(long id) {
    return jdbc.sql(SELECT + " where h.id = ?").param(id).query(this::handover).optional();
  }

  /** The latest first. */
  Page<Handover> page(PageRequest page) {
    List<Handover> found =
        jdbc.sql(SELECT + " order by h.id desc limit ? offset ?")
            .params(page.size(), page.offset())
            .query(this::handover)
            .list();
    return Page.of(
        found, page, jdbc.sql("select count(*) from handover").query(Long.class).single());
  }

  /** What was given, by kind. */
  Map<String, List<Kept>> items(long handover) {
    Map<String, List<Kept>> items = new HashMap<>();
    jdbc.sql(
            """
            select kind, item, receiver, detail from handover_item where handover_id = ? order by item
            """)
        .param(handover)
        .query(
            row -> {
              items
                  .computeIfAbsent(row.getString("kind"), kind -> new ArrayList<>())
                  .add(
                      new Kept(
                          row.getLong("item"),
                          person(row, "receiver"),
                          json.readValue(
                              row.getString("detail"),
                              new TypeReference<Map<String, String>>() {})));
            });
    return items;
  }

  void undone(long id, Actor by, Instant now) {
    jdbc.sql("update handover set undone_by = ?, undone_at = ? where id = ?")
        .params(by.id().value(), at(now), id)
        .update();
  }

  private record ShareRow(@Nullable String to, String kind, long count) {}

  private Handover handover(ResultSet row, int number) throws SQLException {
    String shares = row.getString("shares");
    OffsetDateTime undone = row.getObject("undone_at", OffsetDateTime.class);
    return new Handover(
        row.getLong("id"),
        new UserId(row.getString("person")),
        new UserId(row.getString("given_by")),
        row.getObject("given_at", OffsetDateTime.class).toInstant(),
        shares == null
            ? List.of()
            : Arrays.stream(json.readValue(shares, ShareRow[].class))
                .map(
                    share ->
                        new HandedOver.Share(
                            share.to() == null ? null : new UserId(share.to()),
                            share.kind(),
                            share.count()))
                .toList(),
        person(row, "undone_by"),
        undone == null ? null : undone.toInstant());
  }

  private static @Nullable UserId person(ResultSet row, String column) throws SQLException {
    String login = row.getString(column);
    return login == null ? null : new UserId(login);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
