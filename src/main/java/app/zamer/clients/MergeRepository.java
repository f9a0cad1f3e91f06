package app.zamer.clients;

import app.zamer.users.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class MergeRepository {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  MergeRepository(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * A merge as it is kept.
   *
   * @param createdAt when the merged client was made
   * @param nameBefore what the kept one was called before
   * @param nameAfter and since
   * @param moved keys of the rows that came along, by table
   */
  record Row(
      long id,
      ClientId kept,
      ClientId merged,
      Instant at,
      String by,
      String mergedName,
      Instant createdAt,
      long mergedVersion,
      String nameBefore,
      String nameAfter,
      Map<String, List<String>> moved,
      @Nullable Instant undoneAt) {}

  long add(
      Client kept,
      Client merged,
      Instant createdAt,
      String nameAfter,
      Map<String, List<String>> moved,
      Actor by,
      Instant now) {
    return jdbc.sql(
            """
            insert into client_merge (kept, merged, at, by, merged_name, merged_created_at, merged_version,
              name_before, name_after, moved)
            values (:kept, :merged, :now, :by, :name, :created, :version, :before, :after, :moved::jsonb)
            returning id
            """)
        .param("kept", kept.id().value())
        .param("merged", merged.id().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .param("name", merged.name())
        .param("created", createdAt.atOffset(ZoneOffset.UTC))
        .param("version", merged.version())
        .param("before", kept.name())
        .param("after", nameAfter)
        .param("moved", json.writeValueAsString(moved))
        .query(Long.class)
        .single();
  }

  Optional<Row> find(long id) {
    return jdbc.sql("select * from client_merge where id = :id")
        .param("id", id)
        .query(this::row)
        .optional();
  }

  /** The merges of which this client was the kept one, the latest first. */
  List<Row> of(ClientId kept) {
    return jdbc.sql("select * from client_merge where kept = :kept order by id desc limit 20")
        .param("kept", kept.value())
        .query(this::row)
        .list();
  }

  /** What became of a client that is no more. */
  Optional<ClientId> keptInstead(ClientId merged) {
    return jdbc.sql(
            """
            select kept from client_merge where merged = :merged and undone_at is null order by id desc limit 1
            """)
        .param("merged", merged.value())
        .query(Long.class)
        .optional()
        .map(ClientId::new);
  }

  void undone(long id, Actor by, Instant now) {
    jdbc.sql("update client_merge set undone_at = :now, undone_by = :by where id = :id")
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .update();
  }

  Instant createdAt(ClientId id) {
    return jdbc.sql("select created_at from client where id = :id")
        .param("id", id.value())
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /** Removes the row of a client that nothing points at any longer. */
  void remove(ClientId id) {
    jdbc.sql("delete from client where id = :id").param("id", id.value()).update();
  }

  /** Puts the row back that was removed. */
  void restore(Row merge) {
    jdbc.sql(
            """
            insert into client (id, name, created_at, version) overriding system value
            values (:id, :name, :created, :version)
            """)
        .param("id", merge.merged().value())
        .param("name", merge.mergedName())
        .param("created", merge.createdAt().atOffset(ZoneOffset.UTC))
        .param("version", merge.mergedVersion() + 1)
        .update();
  }

  private Row row(ResultSet row, int number) throws SQLException {
    OffsetDateTime undone = row.getObject("undone_at", OffsetDateTime.class);
    return new Row(
        row.getLong("id"),
        new ClientId(row.getLong("kept")),
        new ClientId(row.getLong("merged")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("by"),
        row.getString("merged_name"),
        row.getObject("merged_created_at", OffsetDateTime.class).toInstant(),
        row.getLong("merged_version"),
        row.getString("name_before"),
        row.getString("name_after"),
        json.readValue(row.getString("moved"), new TypeReference<Map<String, List<String>>>() {}),
        undone == null ? null : undone.toInstant());
  }
}
