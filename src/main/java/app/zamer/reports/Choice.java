package app.zamer.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the rows of a figure one number counts; what is null is not asked for.
 *
 * @param stage {@code pipeline/stage}, for the funnel
 * @param onwards the stage and those that come after it on the way to a contract
 * @param pipeline any of its stages, for the funnel
 * @param reason as {@link FigureQuery.Loss#key}
 * @param rest only reasons that are not told apart
 * @param result before or after the measurement
 * @param week its Monday
 */
public record Choice(
    Figure figure,
    @Nullable String stage,
    List<String> onwards,
    @Nullable String pipeline,
    @Nullable String reason,
    boolean rest,
    @Nullable String result,
    @Nullable LocalDate week) {
  /** A loss before the measurement, in an address. */
  public static final String BEFORE = "before";

  public static final String AFTER = "after";

  /** A condition on the figure's rows {@code f}; its parameters are added. */
  String condition(Filter filter, Map<String, @Nullable Object> params) {
    List<String> conditions = new ArrayList<>(List.of(filter.of("f.owner")));
    switch (figure) {
      case REACHED -> {
        if (stage != null) {
          conditions.add(":stage = any (f.reached)");
        } else if (pipeline != null) {
          conditions.add(
              "exists (select from unnest(f.reached) r where starts_with(r, :pipeline || '/'))");
        }
      }
      case PASSED -> {
        conditions.add("f.reached && cast(:onwards as text[])");
        params.put("onwards", onwards.toArray(String[]::new));
      }
      case STANDING -> {
        if (stage != null) {
          conditions.add("f.pipeline || '/' || f.stage = :stage");
        } else if (pipeline != null) {
          conditions.add("f.pipeline = :pipeline");
        }
      }
      case LOST -> {
        if (rest) {
          conditions.add(
              """
              f.reason not in (
                select g.reason from (%s) g where %s group by g.reason order by count(*) desc, g.reason limit :most)
              """
                  .formatted(figure.rows(), filter.of("g.owner")));
          params.put("most", FigureQuery.MOST_REASONS);
        } else if (reason != null) {
          conditions.add("f.reason = :reason");
          params.put("reason", reason);
        }
        if (result != null) {
          conditions.add(
              result.equals(BEFORE) ? "f.result = any (:before)" : "f.result <> all (:before)");
        }
      }
      case CONTRACTS -> {
        if (week != null) {
          conditions.add("f.day between :week and :weekEnd");
          params.put("week", week);
          params.put("weekEnd", week.plusDays(6));
        }
      }
      default -> {}
    }
    params.put("stage", stage);
    params.put("pipeline", pipeline);
    return String.join(" and ", conditions);
  }
}
