package app.zamer.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open deals for which nothing is planned (ALL-2).
 *
 * @param next where the rest begins; null if this is all
 */
public record DayIdle(List<SubjectView> deals, @Nullable String next) {
  static final DayIdle NOTHING = new DayIdle(List.of(), null);
}
