package app.zamer.activities;

import java.util.Optional;

/** Modules above say by this what they know of an activity's end. */
public interface CompletionHints {
  /**
   * @param activity one that somebody is about to complete
   */
  Optional<CompletionHint> of(Activity activity);
}
