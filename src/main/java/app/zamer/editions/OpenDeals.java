package app.zamer.editions;

import app.zamer.regulation.DealFacts;
import java.util.List;

/**
 * The open deals as the regulation sees them, for another edition to be tried on; the module that
 * keeps deals implements it.
 */
public interface OpenDeals {
  /** The facts of at most so many open deals, those changed last first. */
  List<DealFacts> facts(int most);

  /**
   * At most so many of them behind one, by their numbers.
   *
   * @param after 0 to begin with the first
   */
  Slice slice(long after, int most);

  /**
   * @param last behind which the next slice begins
   */
  record Slice(List<DealFacts> facts, long last) {}

  /** How many there are. */
  long count();
}
