package app.zamer.clients;

import app.zamer.users.Actor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of this module that points at clients.
 *
 * @param key its column that tells rows apart
 * @param set what else is to be set when a row gets another client, with {@code :to} for that one
 */
record OwnReferences(JdbcClient jdbc, String table, String key, String set)
    implements ClientReferences {
  @Override
  public long count(ClientId client) {
    return jdbc.sql("select count(*) from %s where client_id = :client".formatted(table))
        .param("client", client.value())
        .query(Long.class)
        .single();
  }

  @Override
  public List<String> move(Client from, Client to, Actor by, Instant now) {
    return jdbc.sql(
            "update %s set client_id = :to%s where client_id = :from returning %s::text"
                .formatted(table, set, key))
        .param("from", from.id().value())
        .param("to", to.id().value())
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Override
  public List<String> moveBack(
      Collection<String> rows, Client from, Client to, Actor by, Instant now) {
    return jdbc.sql(
            "update %s set client_id = :to%s where client_id = :from and %s::text = any(:rows) returning %s::text"
                .formatted(table, set, key, key))
        .param("from", from.id().value())
        .param("to", to.id().value())
        .param("rows", rows.toArray(String[]::new))
        .query((row, number) -> row.getString(1))
        .list();
  }
}
