package app.zamer.clients;

import app.zamer.users.Actor;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds clients by what a person types, and what has changed of them. */
@Component
class ClientQuery {
  private final JdbcClient jdbc;
  private final ClientCardQuery card;
  private final ClientRights rights;

  ClientQuery(JdbcClient jdbc, ClientCardQuery card, ClientRights rights) {
    this.jdbc = jdbc;
    this.card = card;
    this.rights = rights;
  }

  record Change(Instant at, String by, String field, String before, String after) {}

  /**
   * Newest first.
   *
   * @param q what somebody typed, see {@link ClientSearch}
   */
  Page<Client> search(Actor actor, @Nullable String q, @Nullable Phone phone, PageRequest page) {
    List<String> conditions = new ArrayList<>();
    // whoever knows a whole phone has found its client
    ClientSearch search =
        ClientSearch.of(
            q, card.visible(actor), phone == null ? rights.readable(actor) : ClientSearch.ALL);
    Map<String, @Nullable Object> params = new HashMap<>(search.params());
    params.put("reader", actor.id().value());
    if (phone != null) {
      conditions.add(
          "c.id in (select client_id from client_phone where %s)"
              .formatted(phone.reaches("phone")));
      params.put("phone", phone.e164());
    }
    if (!search.sql().isEmpty()) conditions.add(search.sql());
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    List<Client> items =
        jdbc.sql(
                """
                select c.id, c.name, c.version,
                  array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones
                from client c %s order by c.id desc limit :size offset :offset
                """
                    .formatted(where))
            .params(params)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(ClientRepository::client)
            .list();
    long total =
        jdbc.sql("select count(*) from client c " + where)
            .params(params)
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }

  Page<Change> history(ClientId id, PageRequest page) {
    List<Change> items =
        jdbc.sql(
                """
                select at, by, field, before, after from client_change
                where client_id = :id order by id desc limit :size offset :offset
                """)
            .param("id", id.value())
            .param("size", page.size())
            .param("offset", page.offset())
            .query(
                (row, number) ->
                    new Change(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by"),
                        row.getString("field"),
                        row.getString("before"),
                        row.getString("after")))
            .list();
    long total =
        jdbc.sql("select count(*) from client_change where client_id = :id")
            .param("id", id.value())
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }
}
