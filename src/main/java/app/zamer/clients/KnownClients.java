package app.zamer.clients;

import app.zamer.text.SearchKey;
import app.zamer.users.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final ClientRights rights;

  KnownClients(
      JdbcClient jdbc, ClientRepository clients, ClientCardQuery card, ClientRights rights) {
    this.jdbc = jdbc;
    this.clients = clients;
    this.card = card;
    this.rights = rights;
  }

  /**
   * Those who have the phone, as soon as it is whole, and those who are called exactly so; of
   * clients that the actor may not read, one of that name at most.
   *
   * @param except a client who is not meant
   */
  public List<KnownClient> of(Actor actor, String phone, String name, @Nullable ClientId except) {
    List<KnownClient> known = new ArrayList<>();
    Optional<Phone> whole = Phone.parse(phone).phone();
    List<Client> reached = whole.map(clients::reachedBy).orElse(List.of());
    Set<ClientId> byPhone = reached.stream().map(Client::id).collect(Collectors.toSet());
    List<Client> found = new ArrayList<>(reached);
    namesakes(actor, name).stream()
        .filter(client -> !byPhone.contains(client.id()))
        .forEach(found::add);
    found.removeIf(client -> client.id().equals(except));
    if (found.isEmpty()) return known;
    Map<Long, List<Row>> deals = deals(actor, found);
    for (Client client : found) {
      List<Row> rows = deals.getOrDefault(client.id().value(), List.of());
      known.add(
          new KnownClient(
              client,
              byPhone.contains(client.id()),
              rights.reads(actor, client.id()),
              rights.permits(actor, ClientRights.EDIT, client.id()),
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

  /**
   * The client whom somebody has chosen in a form, if he may know of him: because he may read of
   * him, or because the phone or the name in the form is his.
   */
  public Optional<Client> chosen(Actor actor, ClientId id, String phone, String name) {
    return clients
        .find(id)
        .filter(
            client ->
                rights.reads(actor, id)
                    || Phone.parse(phone)
                        .phone()
                        .map(typed -> clients.reachedBy(typed).contains(client))
                        .orElse(false)
                    || SearchKey.fold(client.name()).equals(SearchKey.fold(name)));
  }

  /** The phone that a form has after a client was taken into it. */
  public String phoneFor(Actor actor, Client chosen, String typed) {
    Optional<Phone> whole = Phone.parse(typed).phone();
    boolean fits =
        whole.isPresent()
            && whole
                .flatMap(clients::byPhone)
                .map(owner -> owner.id().equals(chosen.id()))
                .orElseGet(() -> rights.permits(actor, ClientRights.EDIT, chosen.id()));
    return fits || chosen.phones().isEmpty() ? typed : chosen.phones().getFirst().e164();
  }

  private List<Client> namesakes(Actor actor, String name) {
    String key = SearchKey.fold(name);
    if (key.length() < SHORTEST_NAME || !key.contains(" ")) return List.of();
    return jdbc.sql(
            """
            select c.id, c.name, c.version,
              array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones
            from client c
            where c.name_key = :key and c.anonymised_at is null
              and (%1$s or c.id = (
                select max(c.id) from client c
                where c.name_key = :key and c.anonymised_at is null and not %1$s))
            order by c.id desc limit :most
            """
                .formatted(rights.readable(actor)))
        .param("reader", actor.id().value())
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
