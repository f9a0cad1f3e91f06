package app.zamer.deals;

import app.zamer.clients.Client;
import app.zamer.clients.ClientId;
import app.zamer.clients.ClientReferences;
import app.zamer.editions.Editions;
import app.zamer.live.Live;
import app.zamer.live.LiveChange;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deals whose client turned out to be another. */
@Component
class DealClients implements ClientReferences {
  private final DealRepository repository;
  private final DealHistory history;
  private final Editions editions;
  private final Live live;

  DealClients(DealRepository repository, DealHistory history, Editions editions, Live live) {
    this.repository = repository;
    this.history = history;
    this.editions = editions;
    this.live = live;
  }

  @Override
  public String table() {
    return "deal";
  }

  @Override
  public long count(ClientId client) {
    return repository.countOf(client);
  }

  @Override
  public List<String> move(Client from, Client to, Actor by, Instant now) {
    return moved(null, from, to, by, now);
  }

  @Override
  public List<String> moveBack(
      Collection<String> rows, Client from, Client to, Actor by, Instant now) {
    return moved(rows.stream().map(Long::valueOf).toList(), from, to, by, now);
  }

  private List<String> moved(
      @Nullable Collection<Long> some, Client from, Client to, Actor by, Instant now) {
    return repository.giveTo(from.id(), to.id(), some, now).stream()
        .map(
            deal -> {
              history.add(
                  deal.id(),
                  now,
                  by.id(),
                  null,
                  editions.inForce(),
                  List.of(new DealFacts.Change("client", named(from), named(to))));
              live.changed(
                  new LiveChange(DealRights.KIND, deal.id().value(), Set.of(deal.owner())));
              return deal.id().toString();
            })
        .toList();
  }

  private static String named(Client client) {
    return "%s (№ %s)".formatted(client.name(), client.id());
  }

  /** A deal that has got another client. */
  record Given(DealId id, UserId owner) {}
}
