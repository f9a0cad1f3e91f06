package app.zamer.deals;

import app.zamer.regulation.Rulebook;
import app.zamer.users.User;
import app.zamer.web.Messages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that the board shows.
 *
 * @param pipelines all that exist, for the tabs
 * @param owners whose deals may be chosen; empty if only the actor's own are there to be seen
 * @param creates whether the actor may open deals
 * @param now the company's time
 */
public record BoardView(
    List<Rulebook.Pipeline> pipelines,
    Rulebook.Pipeline pipeline,
    List<Column> columns,
    Counters counters,
    BoardAddress address,
    List<User> owners,
    List<User> engineers,
    boolean creates,
    Instant now) {

  public boolean isEmpty() {
    return columns.stream().allMatch(column -> column.cards().isEmpty());
  }

  /**
   * @param more where the rest of the column is loaded from; null if this is all
   */
  public record Column(Total total, List<BoardCard> cards, @Nullable String more) {}

  /**
   * How much is in a stage.
   *
   * @param stage {@code pipeline/stage}
   * @param status {@code open}, {@code won} or {@code lost}
   * @param count how many deals, up to where counting ends
   * @param more whether there are more
   * @param amount of the deals that were counted
   */
  public record Total(
      String stage, String name, String status, int count, boolean more, BigDecimal amount) {
    static Total of(BoardQuery.Total total) {
      return new Total(
          total.stage().id().toString(),
          total.stage().name().in(Messages.language()),
          total.stage().status().name().toLowerCase(Locale.ROOT),
          total.count(),
          total.more(),
          total.amount());
    }
  }

  /** How many deals ask for something, over all stages. */
  public record Counters(int late, int today, int none) {
    static Counters of(List<BoardQuery.Total> totals) {
      return new Counters(
          totals.stream().mapToInt(BoardQuery.Total::late).sum(),
          totals.stream().mapToInt(BoardQuery.Total::today).sum(),
          totals.stream().mapToInt(BoardQuery.Total::none).sum());
    }
  }
}
