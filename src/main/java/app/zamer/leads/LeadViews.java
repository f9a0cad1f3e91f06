package app.zamer.leads;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pages of leads show. */
public final class LeadViews {
  private LeadViews() {}

  /**
   * @param owner his name; null while nobody has taken the lead
   * @param takes whether the one who looks may take it
   */
  public record Card(
      Lead lead, @Nullable String owner, boolean takes, boolean late, String nextAttempt) {}

  /**
   * @param count how many leads the stage has, such as «1000+»
   * @param next the lead after which the rest begins; null if this is all
   */
  public record Column(LeadStage stage, String count, List<Card> cards, @Nullable String next) {}

  /** A planned activity of a lead. */
  public record Task(
      long id, String text, @Nullable String rule, Instant dueAt, String due, boolean late) {}

  /** A call as people read it; {@code record} is empty if there is no recording. */
  public record Call(
      boolean incoming, boolean answered, String at, String length, String person, String record) {}

  /** A line of history: what became what. */
  public record Line(String at, String by, @Nullable String rule, List<String> changes) {}

  /**
   * Who has the number already.
   *
   * @param href where it is; null if the one who asks may not see it
   */
  public record Duplicate(boolean deal, String title, @Nullable String href, String owner) {}
}
