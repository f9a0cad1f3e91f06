package app.zamer.clients;

import app.zamer.users.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The register of clients, the newest first, and those that may be one person. */
@Component
class ClientRegisterQuery {
  private static final String PHONES =
      "array(select p.phone from client_phone p where p.client_id = c.id order by p.position)";

  private final JdbcClient jdbc;
  private final ClientCardQuery card;
  private final ClientRights rights;

  ClientRegisterQuery(JdbcClient jdbc, ClientCardQuery card, ClientRights rights) {
    this.jdbc = jdbc;
    this.card = card;
    this.rights = rights;
  }

  /**
   * @param own only clients with whom the reader has a deal
   * @param before the id of the client that the page before ended with; 0 for the first page
   */
  List<ClientLine> lines(Actor actor, String q, boolean own, long before, int size) {
    String visible = card.visible(actor);
    ClientSearch search = ClientSearch.of(q, visible, rights.readable(actor));
    List<String> conditions = new ArrayList<>();
    if (!search.sql().isEmpty()) conditions.add(search.sql());
    if (own) conditions.add("c.id in (select client_id from deal where owner = :reader)");
    if (before > 0) conditions.add("c.id < :before");
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    Map<String, @Nullable Object> params = new HashMap<>(search.params());
    params.put("reader", actor.id().value());
    params.put("before", before);
    params.put("size", size);
    return jdbc.sql(
            """
            select c.*, coalesce(s.open, 0) as open, coalesce(s.deals, 0) as deals, s.last_at, coalesce(a.address, '') as address
            from (
              select c.id, c.name, c.anonymised_at, %s as phones from client c %s order by c.id desc limit :size) c
            left join lateral (
              select count(*) filter (where status = 'open') as open, count(*) as deals, max(created_at) as last_at
              from deal d where d.client_id = c.id and %s) s on true
            left join lateral (
              select city || ', ' || street || ', ' || house as address from deal d
              where d.client_id = c.id and street <> '' and %s order by id desc limit 1) a on true
            order by c.id desc
            """
                .formatted(PHONES, where, visible, visible))
        .params(params)
        .query(ClientRegisterQuery::line)
        .list();
  }

  private static ClientLine line(ResultSet row, int number) throws SQLException {
    OffsetDateTime last = row.getObject("last_at", OffsetDateTime.class);
    Instant at = last == null ? null : last.toInstant();
    return new ClientLine(
        row.getLong("id"),
        row.getString("name"),
        Stream.of((String[]) row.getArray("phones").getArray()).map(Phone::new).toList(),
        row.getInt("open"),
        row.getInt("deals"),
        row.getString("address"),
        at,
        row.getObject("anonymised_at") != null);
  }

  /** The pairs, the newest client first; at most so many. */
  List<ClientPair> pairs(int size) {
    return jdbc.sql(
            """
            with alike as (
              select 'ADDRESS' as why, array_agg(distinct d.client_id) as ids,
                min(concat_ws(', ', nullif(d.city, ''), d.street, d.house, nullif(d.apartment, '-'))) as what
              from deal d join client c on c.id = d.client_id
              where d.street <> '' and d.house <> ''
              group by c.name_key, d.address_key
              having min(d.client_id) <> max(d.client_id)
              union all
              select 'PHONE', array_agg(distinct client_id), string_agg(phone, ' / ' order by client_id)
              from client_phone where length(split_part(phone, ';', 1)) > 10
              group by right(split_part(phone, ';', 1), 10), split_part(phone, ';', 2)
              having min(client_id) <> max(client_id)),
            pair as (
              select distinct on (one, other) ids[1] as one, other, why, what
              from alike, unnest(ids[2:]) as other order by one, other, why)
            select p.*, x.name as one_name, x.version as one_version, y.name as other_name, y.version as other_version,
              array(select phone from client_phone where client_id = p.one order by position) as one_phones,
              array(select phone from client_phone where client_id = p.other order by position) as other_phones
            from pair p join client x on x.id = p.one join client y on y.id = p.other
            order by p.other desc, p.one desc limit :size
            """)
        .param("size", size)
        .query(
            (row, n) ->
                new ClientPair(
                    client(row, "one"),
                    client(row, "other"),
                    ClientPair.Why.valueOf(row.getString("why")),
                    row.getString("what")))
        .list();
  }

  private static Client client(ResultSet row, String which) throws SQLException {
    return new Client(
        new ClientId(row.getLong(which)),
        row.getString(which + "_name"),
        Stream.of((String[]) row.getArray(which + "_phones").getArray()).map(Phone::new).toList(),
        row.getLong(which + "_version"));
  }
}
