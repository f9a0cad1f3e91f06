package app.zamer.deals;

import app.zamer.deals.MovePanel.CommentInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The window in which something that is missing is filled in.
 *
 * @param fields the names it was asked for
 * @param comment null if no comment is asked for
 * @param mends what else can be done about it
 * @param note what happened meanwhile; null if nothing did
 */
public record FillPanel(
    long deal,
    String title,
    String heading,
    List<String> fields,
    List<DealInput> inputs,
    @Nullable CommentInput comment,
    List<Mend> mends,
    @Nullable String note) {
  /** Whether there is anything to type. */
  public boolean typed() {
    return !inputs.isEmpty() || comment != null;
  }
}
