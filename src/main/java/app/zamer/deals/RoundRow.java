package app.zamer.deals;

import app.zamer.activities.Ahead;
import app.zamer.clients.Phone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visit in the morning round.
 *
 * @param outcome the visit's result as the API names it; empty while nobody has reported it
 * @param clocks its deadlines, in the order of the clock
 */
public record RoundRow(
    long deal,
    String title,
    @Nullable Phone phone,
    String time,
    String engineer,
    String manager,
    String outcome,
    int sheets,
    String contract,
    String stage,
    String ledger,
    List<Clock> clocks,
    Ahead ahead) {

  /** A deadline: met, missed, or running; missed stays missed when it is met later. */
  public record Clock(
      String rule, String text, String time, Instant dueAt, boolean met, boolean missed) {}
}
