package app.zamer.deals;

import app.zamer.editions.OpenDeals;
import app.zamer.regulation.DealFacts;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets another edition of the regulation be tried on the open deals. */
@Component
class DealsForPreview implements OpenDeals {
  private final DealRepository deals;

  DealsForPreview(DealRepository deals) {
    this.deals = deals;
  }

  @Override
  public List<DealFacts> facts(int most) {
    return deals.open(most).stream().map(Deal::facts).toList();
  }

  @Override
  public Slice slice(long after, int most) {
    List<Deal> open = deals.open(after, most);
    return new Slice(
        open.stream().map(Deal::facts).toList(),
        open.stream().mapToLong(deal -> deal.id().value()).max().orElse(after));
  }

  @Override
  public long count() {
    return deals.countOpen();
  }
}
