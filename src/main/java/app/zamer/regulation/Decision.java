package app.zamer.regulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The regulation's answer to a move. */
public sealed interface Decision {
  /**
   * @param after the facts with the stage and everything else the move writes
   * @param rule the clause it follows
   */
  record Allowed(DealFacts after, String rule) implements Decision {}

  /**
   * @param violations everything that stands in the way, in the order of the regulation file, never
   *     empty
   * @param suggested the stage that fits instead, if a route clause was among them
   */
  record Refused(List<Violation> violations, @Nullable StageId suggested) implements Decision {}
}
