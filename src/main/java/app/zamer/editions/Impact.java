package app.zamer.editions;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.StageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What another edition would mean for the open deals.
 *
 * @param asked of how many deals it was worked out
 * @param open how many open deals there are
 * @param plans how many would get other activities or deadlines
 * @param ways how many could go to other stages
 * @param moved how many the program itself would move at once
 * @param any how many of these deals any of that concerns
 */
public record Impact(int asked, long open, int plans, int ways, int moved, int any) {
  private static final int MOST = 1000;

  /** The part of an obligation that people notice. */
  private record Duty(Obligation.Kind kind, String rule, String anchor, Instant dueAt) {}

  static Impact of(Regulation before, Regulation after, OpenDeals deals, Instant now) {
    List<DealFacts> all = deals.facts(MOST);
    int plans = 0;
    int ways = 0;
    int moved = 0;
    int any = 0;
    for (DealFacts facts : all) {
      boolean plan = !duties(before, facts, now).equals(duties(after, facts, now));
      boolean way = !open(before, facts, now).equals(open(after, facts, now));
      boolean move = !before.settle(facts, now).equals(after.settle(facts, now));
      plans += plan ? 1 : 0;
      ways += way ? 1 : 0;
      moved += move ? 1 : 0;
      any += plan || way || move ? 1 : 0;
    }
    return new Impact(all.size(), deals.count(), plans, ways, moved, any);
  }

  private static Set<Duty> duties(Regulation regulation, DealFacts facts, Instant now) {
    return regulation.obligations(facts, now).stream()
        .map(duty -> new Duty(duty.kind(), duty.rule(), duty.anchor(), duty.dueAt()))
        .collect(Collectors.toSet());
  }

  private static Set<StageId> open(Regulation regulation, DealFacts facts, Instant now) {
    return regulation.options(facts, now).entrySet().stream()
        .filter(option -> option.getValue() instanceof Decision.Allowed)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
