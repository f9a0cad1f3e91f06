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

  /** How many there are. */
  long count();
}
