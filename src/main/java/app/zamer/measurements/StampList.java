package app.zamer.measurements;

import java.util.List;

/**
 * A part of the queue as far as it is shown.
 *
 * @param more whether it goes on
 */
public record StampList(StampPart part, List<StampItem> items, boolean more) {
  public StampList {
    items = List.copyOf(items);
  }
}
