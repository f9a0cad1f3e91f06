package app.zamer.editions;

import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The editions that were brought into force. */
@Repository
class EditionRepository {
  private final JdbcClient jdbc;

  EditionRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Edition(long id, String version, String text, Instant adoptedAt, String adoptedBy) {}

  /** 0 if none was. */
  long newestId() {
    return jdbc.sql("select coalesce(max(id), 0) from regulation_edition")
        .query(Long.class)
        .single();
  }

  Optional<Edition> newest() {
    return jdbc.sql("select * from regulation_edition order by id desc limit 1")
        .query(EditionRepository::edition)
        .optional();
  }

  Optional<Edition> find(long id) {
    return jdbc.sql("select * from regulation_edition where id = ?")
        .param(id)
        .query(EditionRepository::edition)
        .optional();
  }

  /** Editions without their texts, the newest first, with the names of those who adopted them. */
  List<EditionLine> lines(long before, int most) {
    return jdbc.sql(
            """
            select e.id, e.version, e.adopted_at, coalesce(u.name, e.adopted_by) as adopted_by
            from regulation_edition e left join app_user u on u.login = e.adopted_by
            where e.id < ? order by e.id desc limit ?
            """)
        .params(before == 0 ? Long.MAX_VALUE : before, most)
        .query(
            (row, n) ->
                new EditionLine(
                    row.getLong("id"),
                    row.getString("version"),
                    row.getTimestamp("adopted_at").toInstant(),
                    row.getString("adopted_by")))
        .list();
  }

  /** Keeps others who bring an edition into force waiting until the transaction ends. */
  void lock() {
    jdbc.sql("lock table regulation_edition in share row exclusive mode").update();
  }

  private static Edition edition(ResultSet row, int number) throws SQLException {
    return new Edition(
        row.getLong("id"),
        row.getString("version"),
        row.getString("text"),
        row.getTimestamp("adopted_at").toInstant(),
        row.getString("adopted_by"));
  }

  void add(String version, String text, UserId by, Instant now) {
    jdbc.sql(
            "insert into regulation_edition (version, text, adopted_at, adopted_by) values (?, ?,"
                + " ?, ?)")
        .params(version, text, now.atOffset(ZoneOffset.UTC), by.value())
        .update();
  }

  /**
   * Where deals stand, as {@code pipeline/stage}; an edition that knows none of these would leave
   * them nowhere.
   */
  List<String> stagesInUse() {
    return jdbc.sql("select distinct pipeline || '/' || stage from deal order by 1")
        .query((row, n) -> row.getString(1))
        .list();
  }

  /** Makes words of fields known to the database, which takes no others. */
  void know(Map<String, Set<String>> words) {
    String[] fields = words.keySet().toArray(String[]::new);
    for (String field : fields) {
      jdbc.sql(
              """
              insert into field_word (field, word) select ?, unnest(cast(? as text[])) on conflict do nothing
              """)
          .params(field, words.getOrDefault(field, Set.of()).toArray(String[]::new))
          .update();
    }
  }

  /** Which of these words of a field some deal holds. */
  List<String> wordsInUse(String field, Collection<String> words) {
    String column =
        switch (field) {
          case "measurement.status" -> "measurement where status";
          case "measurement.dateKind" -> "measurement where date_kind";
          case "loss.result" -> "deal where loss_result";
          case "loss.reason" -> "deal where loss_reason";
          default -> "visit where outcome";
        };
    return jdbc.sql(
            "select word from unnest(cast(? as text[])) word where exists (select from "
                + column
                + " = word) order by 1")
        .param(words.toArray(String[]::new))
        .query((row, n) -> row.getString(1))
        .list();
  }

  List<String> leadStagesInUse() {
    return jdbc.sql("select distinct stage from lead order by 1")
        .query((row, n) -> row.getString(1))
        .list();
  }
}
