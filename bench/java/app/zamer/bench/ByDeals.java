package app.zamer.bench;

import app.zamer.deals.ChangeOutcome;
import app.zamer.deals.DealEdit;
import app.zamer.deals.Deals;
import app.zamer.deals.MoveDeal;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.util.Map;

/** {@code Deals.move} in this process. */
record ByDeals(Deals deals, Actor actor, Agreement agreement) implements Way {
  @Override
  public String name() {
    return "b";
  }

  @Override
  public Client client() {
    Map<DealField, Object> fields = agreement.fields();
    return new Client() {
      @Override
      public void bounce(long deal, boolean back) {
        move(deal, MoveDeal.to(back ? Agreement.ESTIMATE : Agreement.POSTPONED));
      }

      @Override
      public void agree(long deal) {
        move(deal, new MoveDeal(Agreement.PRE_MEASUREMENT, DealEdit.of(fields), null));
      }
    };
  }

  private void move(long deal, MoveDeal move) {
    ChangeOutcome outcome = deals.move(actor, new DealId(deal), move);
    if (!(outcome instanceof ChangeOutcome.Done)) {
      throw new IllegalStateException(outcome.toString());
    }
  }
}
