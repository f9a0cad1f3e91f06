package app.zamer.activities;

import app.zamer.regulation.Violation;
import java.util.List;

/** What became of completing an activity. */
public sealed interface Completion {
  record Completed(Activity activity) implements Completion {}

  /** Invalid values, or what the regulation holds against it; nothing was kept. */
  record Refused(List<Violation> violations) implements Completion {}

  /** Nothing to complete any more: the activity is done or cancelled, as it says. */
  record AlreadyDone(Activity activity) implements Completion {}
}
