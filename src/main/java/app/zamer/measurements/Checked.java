package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.Violation;
import java.util.List;

/**
 * The facts as a change leaves them, and what is wrong with the change in itself, whatever the
 * regulation says of it. With violations the facts are as near to what was wanted as can be stored,
 * so that the regulation can be asked as well.
 */
record Checked(DealFacts facts, List<Violation> violations) {
  Checked {
    violations = List.copyOf(violations);
  }

  static Checked fine(DealFacts facts) {
    return new Checked(facts, List.of());
  }
}
