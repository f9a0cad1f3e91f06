package app.zamer.activities;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the clock asks. */
@Repository
class DeadlineQuery {
  /** The planner takes a partial index only for a condition that implies the index's own, so it stands here word for word. */
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

  /** The next ones after {@code after}, or from the first if that is null, in the order in which they fell due. */
  List<Due> due(Instant now, @Nullable Due after, int limit) {
    return jdbc.sql(DUE)
        .param("now", ActivityRepository.at(now))
        .param("afterAt", ActivityRepository.at(after == null ? Instant.EPOCH : after.dueAt))
        .param("afterId", after == null ? 0 : after.id)
        .param("limit", limit)
        .query((rs, n) -> new Due(
            rs.getLong("id"),
            SubjectKind.valueOf(rs.getString("kind")),
            rs.getLong("subject"),
            ActivityRepository.instant(rs, "due_at")))
        .list();
  }

  Optional<Instant> next(Instant after) {
    return jdbc.sql("""
            select due_at from deadline
             where met_at is null and missed_at is null and due_at > :after
             order by due_at, id limit 1
            """)
        .param("after", ActivityRepository.at(after))
        .query((rs, n) -> ActivityRepository.instant(rs, "due_at"))
        .optional();
  }
}
