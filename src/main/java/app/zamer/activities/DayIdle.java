package app.zamer.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open deals for which nothing is planned (ALL-2).
 *
 * @param next where the rest begins; null if this is all
 */
public record DayIdle(List<Row> rows, @Nullable String next) {
  static final DayIdle NOTHING = new DayIdle(List.of(), null);

  /**
   * @param step the step of the regulation that can be done now; null if there is none
   */
  public record Row(SubjectView deal, Ahead.@Nullable Line step) {
    static Row of(SubjectView deal, Ahead ahead) {
      Ahead.Line next = ahead.next();
      return new Row(deal, next != null && next.leads() ? next : null);
    }
  }
}
