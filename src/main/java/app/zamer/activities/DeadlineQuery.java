package app.zamer.activities;

import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the clock asks, and the list of deadlines. */
@Repository
class DeadlineQuery {
  // the planner takes a partial index only for a condition that implies the index's own
  private static final String RUNNING = "met_at is null and missed_at is null";

  static final String DUE =
      """
      select id, kind, subject, due_at
        from deadline
       where met_at is null and missed_at is null
         and due_at <= :now and (due_at, id) > (:afterAt, :afterId)
       order by due_at, id
       limit :limit
      """;

  private final JdbcClient jdbc;

  DeadlineQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A running deadline that is due. */
  record Due(long id, SubjectKind kind, long subject, Instant dueAt) {}

  /**
   * The next ones after {@code after}, or from the first if that is null, in the order in which
   * they fell due.
   */
  List<Due> due(Instant now, @Nullable Due after, int limit) {
    return jdbc.sql(DUE)
        .param("now", ActivityRepository.at(now))
        .param("afterAt", ActivityRepository.at(after == null ? Instant.EPOCH : after.dueAt))
        .param("afterId", after == null ? 0 : after.id)
        .param("limit", limit)
        .query(
            (rs, n) ->
                new Due(
                    rs.getLong("id"),
                    SubjectKind.valueOf(rs.getString("kind")),
                    rs.getLong("subject"),
                    ActivityRepository.instant(rs, "due_at")))
        .list();
  }

  Optional<Instant> next(Instant after) {
    return jdbc.sql(
            "select due_at from deadline where "
                + RUNNING
                + " and due_at > :after order by due_at, id limit 1")
        .param("after", ActivityRepository.at(after))
        .query((rs, n) -> ActivityRepository.instant(rs, "due_at"))
        .optional();
  }

  /**
   * Running ones, the soonest first; others, or all of them, the latest first.
   *
   * @param owner null for everybody's
   * @param deal null for every subject's
   * @param state null for any
   * @param reach of which subjects
   */
  Page<Deadline> list(
      SubjectReach reach,
      @Nullable String owner,
      @Nullable Long deal,
      Deadline.@Nullable State state,
      PageRequest page) {
    List<String> conditions = new ArrayList<>(List.of(reach.condition()));
    if (owner != null) {
      conditions.add("owner = :owner");
    }
    if (deal != null) {
      conditions.add("kind = 'DEAL' and subject = :deal");
    }
    if (state != null) {
      conditions.add(
          switch (state) {
            case RUNNING -> RUNNING;
            case MET -> "met_at is not null and missed_at is null";
            case MISSED -> "missed_at is not null";
          });
    }
    String where =
        conditions.stream().collect(Collectors.joining(" and ", " from deadline where ", ""));
    Map<String, Object> params = new HashMap<>(reach.params());
    params.putAll(
        Map.of(
            "owner",
            owner == null ? "" : owner,
            "deal",
            deal == null ? 0 : deal,
            "size",
            page.size(),
            "offset",
            page.offset()));
    long total = jdbc.sql("select count(*)" + where).params(params).query(Long.class).single();
    List<Deadline> items =
        jdbc.sql(
                "select *"
                    + where
                    + (state == Deadline.State.RUNNING
                        ? " order by due_at, id"
                        : " order by due_at desc, id desc")
                    + " limit :size offset :offset")
            .params(params)
            .query(
                (rs, n) ->
                    new Deadline(
                        rs.getLong("id"),
                        SubjectKind.valueOf(rs.getString("kind")),
                        rs.getLong("subject"),
                        rs.getString("rule"),
                        ActivityRepository.instant(rs, "due_at"),
                        new UserId(rs.getString("owner")),
                        ActivityRepository.optionalInstant(rs, "met_at"),
                        ActivityRepository.optionalInstant(rs, "missed_at"),
                        ActivityRepository.optionalInstant(rs, "escalated_at")))
            .list();
    return Page.of(items, page, total);
  }
}
