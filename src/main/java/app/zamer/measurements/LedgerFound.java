package app.zamer.measurements;

import app.zamer.web.Messages;
import app.zamer.web.Shown;

/**
 * How many records were found.
 *
 * @param more whether there are more than that
 */
public record LedgerFound(int count, boolean more) {
  /** In words. */
  public String shown() {
    return Messages.get(more ? "ledger.found.more" : "ledger.found", Shown.count(count));
  }
}
