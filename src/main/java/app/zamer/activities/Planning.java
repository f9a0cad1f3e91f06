package app.zamer.activities;

import app.zamer.regulation.Violation;
import java.util.List;

/** What became of planning an activity by hand. */
public sealed interface Planning {
  record Planned(Activity activity) implements Planning {}

  /** Values that no activity can have; nothing was stored. */
  record Refused(List<Violation> violations) implements Planning {}
}
