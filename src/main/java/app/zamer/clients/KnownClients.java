package app.zamer.clients;

import app.zamer.text.SearchKey;
import app.zamer.users.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Clients that somebody may be about to write down once more, found while he types. */
@Component
public class KnownClients {
  /** Whoever has so common a name is not told apart by it. */
  private static final int MOST_NAMESAKES = 3;

  private static final int MOST_OPEN = 5;
  // a word of a name alone is no sign of anything
  private static final int SHORTEST_NAME = 5;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final ClientRepository clients;
  private final ClientCardQuery card;

  KnownClients(JdbcClient jdbc, ClientRepository clients, ClientCardQuery card) {
    this.jdbc = jdbc;
    this.clients = clients;
    this.card = card;
  }

  /**
   * Those who have the phone, as soon as it is whole, and those who are called exactly so.
   *
   * @param except a client who is not meant
   */
  public List<KnownClient> of(Actor actor, String phone, String name, @Nullable ClientId except) {
    List<KnownClient> known = new ArrayList<>();
    Optional<Phone> whole = Phone.parse(phone).phone();
    Optional<Client> owner = whole.flatMap(clients::byPhone);
    List<Client> found = new ArrayList<>(owner.stream().toList());
    namesakes(name).stream()
        .filter(client -> owner.map(Client::id).filter(client.id()::equals).isEmpty())
        .forEach(found::add);
    found.removeIf(client -> client.id().equals(except));
    if (found.isEmpty()) return known;
    Map<Long, List<Row>> deals = deals(actor, found);
    for (Client client : found) {
      List<Row> rows = deals.getOrDefault(client.id().value(), List.of());
      boolean byPhone = owner.map(Client::id).filter(client.id()::equals).isPresent();
      known.add(
          new KnownClient(
              client,
              byPhone,
              rows.stream().filter(Row::open).limit(MOST_OPEN).map(Row::deal).toList(),
              rows.stream().filter(row -> !row.open()).count()));
    }
    return known;
  }

  /**
   * What a form is asked for with when somebody takes a client into it. The phone that is in the
   * form by then stays, if it can be his; otherwise it is his main one ({@link #phoneFor}).
   *
   * @return JSON, as htmx wants it
   */
  public static String taken(KnownClient found) {
    Client client = found.client();
    String main = client.phones().isEmpty() ? "" : client.phones().getFirst().e164();
    return JSON.writeValueAsString(
        Map.of("client", client.id().toString(), "clientName", client.name(), "main", main));
  }

  /** The phone that a form has after a client was taken into it. */
  public String phoneFor(Client chosen, String typed) {
    Optional<Phone> whole = Phone.parse(typed).phone();
    boolean fits =
        whole.isPresent()
            && whole
                .flatMap(clients::byPhone)
                .map(owner -> owner.id().equals(chosen.id()))
                .orElse(true);
    return fits || chosen.phones().isEmpty() ? typed : chosen.phones().getFirst().e164();
  }

  private List<Client> namesakes(String name) {
    String key = SearchKey.fold(name);
    if (key.length() < SHORTEST_NAME || !key.contains(" ")) return List.of();
    return jdbc.sql(
            """
            select c.id, c.name, c.version,
              array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones
            from client c where c.name_key = :key and c.anonymised_at is null order by c.id desc limit :most
            """)
        .param("key", key)
        .param("most", MOST_NAMESAKES)
        .query(ClientRepository::client)
        .list();
  }

  private record Row(long client, boolean open, KnownClient.OpenDeal deal) {}

  private Map<Long, List<Row>> deals(Actor actor, List<Client> found) {
    return jdbc
        .sql(
            """
            select d.client_id, d.id, d.title, d.status, coalesce(u.name, d.owner) as owner_name,
              coalesce(%s, false) as readable
            from deal d left join app_user u on u.login = d.owner
            where d.client_id = any(:clients) order by d.id desc
            """
                .formatted(card.visible(actor)))
        .param("clients", found.stream().map(client -> client.id().value()).toArray(Long[]::new))
        .param("reader", actor.id().value())
        .query(
            (row, n) -> {
              boolean readable = row.getBoolean("readable");
              return new Row(
                  row.getLong("client_id"),
                  row.getString("status").equals("open"),
                  new KnownClient.OpenDeal(
                      row.getString("id"),
                      readable ? row.getString("title") : "",
                      row.getString("owner_name"),
                      readable));
            })
        .list()
        .stream()
        .collect(Collectors.groupingBy(Row::client));
  }
}
