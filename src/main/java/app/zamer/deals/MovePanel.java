package app.zamer.deals;

import app.zamer.deals.DealInput.Choice;
import app.zamer.deals.DealInput.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The window of a move: everything that stands in the way, each with what removes it.
 *
 * @param missing how many refusals there are
 * @param closing whether it ends the deal
 * @param warning of what cannot be taken back afterwards; null if the move can
 * @param comment null if no comment is asked for
 * @param suggested the stage where the deal belongs instead; null if none was offered
 * @param note what happened meanwhile; null if nothing did
 */
public record MovePanel(
    long deal,
    String title,
    Choice to,
    boolean closing,
    @Nullable Warning warning,
    long version,
    int missing,
    List<DealInput> inputs,
    @Nullable CommentInput comment,
    List<Obstacle> obstacles,
    @Nullable Choice suggested,
    @Nullable String note) {

  /**
   * @param pinned the comments that are pinned already
   * @param allowed whether the person may pin comments
   */
  public record CommentInput(
      String label, String value, List<String> pinned, boolean allowed, List<Problem> problems) {}

  /**
   * @param to the stage from which there is no way back
   */
  public record Warning(String to, String text) {}

  public record Obstacle(Problem problem, List<Mend> mends) {}

  /** Whether only the person's own word is still wanted. */
  public boolean asks() {
    return warning != null && missing == 0 && suggested == null;
  }

  /** Whether nothing but what can be typed here stands in the way. */
  public boolean mendable() {
    return obstacles.isEmpty();
  }
}
