package app.zamer.deals;

import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import java.util.Map;

/**
 * Modules above say by this what they know of what a move asks for, such as the client's own words.
 * It fills in the window of the move and decides nothing.
 */
public interface MoveHints {
  /**
   * @return by the names of the window's inputs: fields as the API calls them, and {@code comment}
   *     for the one that is pinned
   */
  Map<String, String> of(DealId deal, StageId to);
}
