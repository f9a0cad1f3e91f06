package app.zamer.leads;

import app.zamer.regulation.LeadRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the pages of leads show. */
public final class LeadViews {
  private LeadViews() {}

  /**
   * @param stage what people call it
   * @param result what people call it; empty while the lead is open
   * @param reason why it was disqualified, as people read it
   * @param owner his name; null while nobody has taken the lead
   * @param may which rights the one who looks has with this lead as it is now
   * @param until the planned attempt, for a clock that runs down; empty if none is
   */
  public record Card(
      Lead lead,
      String stage,
      String result,
      String reason,
      @Nullable String owner,
      Set<String> may,
      boolean late,
      String nextAttempt,
      String until) {
    public boolean may(String right) {
      return may.contains(right);
    }
  }

  /**
   * @param drop what a card that is dropped here asks for: {@code reopen}, {@code unanswered},
   *     {@code close}, or nothing
   * @param count how many leads the stage has, such as «1000+»
   * @param next the lead after which the rest begins; null if this is all
   */
  public record Column(
      LeadRules.Stage stage, String drop, String count, List<Card> cards, @Nullable String next) {}

  /**
   * What the board is drawn for.
   *
   * @param show {@code all}, {@code mine} or {@code free}
   * @param filtered whether anything is left out
   */
  public record Board(
      String show,
      boolean late,
      String q,
      boolean filtered,
      int free,
      int overdue,
      boolean opens,
      boolean bulk,
      String now) {}

  /** A planned activity of a lead. */
  public record Task(
      long id, String text, @Nullable String rule, String due, String until, boolean late) {}

  /** A call as people read it; {@code record} is empty if there is no recording. */
  public record Call(
      boolean incoming, boolean answered, String at, String length, String person, String record) {}

  /**
   * An attempt to reach the client.
   *
   * @param byHand written down by somebody, and not reported by the exchange
   */
  public record Attempt(int number, String at, String person, boolean byHand) {}

  /** A line of history: what became what. */
  public record Line(String at, String by, @Nullable String rule, List<String> changes) {}

  /** What is to be done next. */
  public record Step(String text, String rule, String action) {}

  /**
   * Who has the number already.
   *
   * @param href where it is; null if the one who asks may not see it
   */
  public record Duplicate(boolean deal, String title, @Nullable String href, String owner) {}

  /**
   * Whose number a lead's is already.
   *
   * @param open his open deals, the newest first
   */
  public record KnownClient(String id, String name, List<KnownDeal> open) {}

  /**
   * @param href where it is; null if the one who looks may not see it
   */
  public record KnownDeal(String id, String title, String owner, @Nullable String href) {}

  /**
   * An action on many leads before it is done.
   *
   * @param action {@code give}, {@code free}, {@code plan} or {@code disqualify}
   * @param seen the leads it would change and their versions, as the form carries them
   * @param ready whether it can be done as it is
   */
  public record Bulk(
      String action,
      String ids,
      String seen,
      Map<String, String> typed,
      Map<String, String> errors,
      Map<String, String> managers,
      Map<String, String> reasons,
      List<BulkLine> does,
      List<BulkLine> leaves,
      boolean ready) {}

  /**
   * @param why why it is left as it is; empty if it is not
   * @param what what becomes of it, or how it is
   */
  public record BulkLine(long id, String title, String owner, String what, String why) {}

  /**
   * An action on many leads that was done.
   *
   * @param until until when it can be taken back, for a clock that runs down; empty if it cannot
   */
  public record BulkDone(
      long id,
      String at,
      String by,
      String what,
      String icon,
      int leads,
      int restored,
      boolean undone,
      String until,
      Instant doneAt) {}
}
