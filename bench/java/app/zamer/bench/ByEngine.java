package app.zamer.bench;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.StageId;
import java.time.Instant;
import java.util.Map;

/** The engine alone, with the facts at hand: {@code Regulation.decide}. */
record ByEngine(Regulation regulation, DealFacts estimate, Agreement agreement, Instant now) implements Way {
  @Override
  public String name() {
    return "a";
  }

  @Override
  public int times() {
    return 20;
  }

  @Override
  public boolean stored() {
    return false;
  }

  @Override
  public Client client() {
    DealFacts postponed = estimate.at(Agreement.POSTPONED);
    DealFacts filledIn = estimate;
    for (Map.Entry<DealField, Object> field : agreement.fields().entrySet()) {
      filledIn = field.getKey().in(filledIn, field.getValue());
    }
    DealFacts agreed = filledIn;
    return new Client() {
      @Override
      public void bounce(long deal, boolean back) {
        decide(back ? postponed : estimate, back ? Agreement.ESTIMATE : Agreement.POSTPONED);
      }

      @Override
      public void agree(long deal) {
        decide(agreed, Agreement.PRE_MEASUREMENT);
      }
    };
  }

  private void decide(DealFacts facts, StageId to) {
    if (!(regulation.decide(facts, to, now) instanceof Decision.Allowed)) {
      throw new IllegalStateException("refused: " + to);
    }
  }
}
