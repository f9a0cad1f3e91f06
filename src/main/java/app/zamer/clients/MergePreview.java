package app.zamer.clients;

import java.time.Duration;
import java.util.List;

/**
 * What a merge would do, before it is done.
 *
 * @param keptDeals deals that stay where they are
 * @param mergedDeals deals that get another client
 * @param comes how many of everything else comes along
 * @param undo for how long it can be undone
 */
public record MergePreview(
    Client kept,
    Client merged,
    List<ClientDeal> keptDeals,
    List<ClientDeal> mergedDeals,
    Belongings comes,
    Duration undo) {

  /** How much belongs to a client, himself and through his deals and phones. */
  public record Belongings(
      long visits,
      long activities,
      long files,
      long leads,
      long calls,
      long consents,
      long changes) {}

  /** How many open deals the one client would have. */
  public long openDeals() {
    return keptDeals.stream().filter(MergePreview::open).count()
        + mergedDeals.stream().filter(MergePreview::open).count();
  }

  private static boolean open(ClientDeal deal) {
    return deal.status().equals("open");
  }
}
