package app.zamer.regulation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the regulation says of leads (LEAD-1 … LEAD-3): the section {@code leads} of its file. Like
 * all of the engine it knows neither a clock nor a database.
 *
 * @param stages in the order of the board
 * @param start where a new lead stands
 * @param unanswered where a lead stands while nobody answers (LEAD-2)
 * @param closed where a lead stands that work has ended with (LEAD-3)
 * @param results what the two results of closing are called, by their names in the API
 * @param reasons for disqualifying, by their ids; people may give others in their own words
 * @param clause the clause that plans attempts
 * @param retry how long after an unanswered call the next attempt is
 * @param hours when clients are called
 * @param most how many leads one action can change
 * @param undo how long such an action can be taken back
 * @param parameters names of the parameters that say all this
 */
public record LeadRules(
    List<Stage> stages,
    String start,
    String unanswered,
    String closed,
    Map<String, Text> results,
    Map<String, Text> reasons,
    String clause,
    Duration retry,
    WorkingHours hours,
    int most,
    Duration undo,
    List<Step> steps,
    Set<String> parameters) {

  public record Stage(String id, Text name) {}

  /** How a lead is, for what is to be done next. */
  public enum State {
    /** Nobody has taken it. */
    FREE,
    /** The planned attempt is overdue. */
    LATE,
    /** An attempt is planned. */
    PLANNED,
    /** Nothing is planned. */
    IDLE
  }

  /**
   * What a person does next.
   *
   * @param action as the rights call it
   */
  public record Step(State when, String rule, String action, Text text) {}

  public Optional<Stage> stage(String id) {
    return stages.stream().filter(stage -> stage.id().equals(id)).findFirst();
  }

  /** What people call a stage; its id, should an older edition have had it. */
  public Text name(String stage) {
    return stage(stage).map(Stage::name).orElseGet(() -> new Text(stage, stage));
  }

  /** A reason as people read it: one of the list, or as it was written. */
  public Text reason(String reason) {
    return reasons.getOrDefault(reason, new Text(reason, reason));
  }

  /** What a lead that is opened again stands in: as if it had never been closed (LEAD-3). */
  public String reopened(int attempts) {
    return attempts > 0 ? unanswered : start;
  }

  /**
   * When to call again after a call that nobody answered (LEAD-2): a while later, within the
   * company's hours. A call that is reported later than its own next attempt counts from now.
   */
  public Instant nextAttempt(Instant call, Instant now) {
    Instant planned = call.plus(retry);
    return hours.within(planned.isAfter(now) ? planned : now.plus(retry));
  }

  /** What is wrong with an attempt planned for a moment; empty if nothing is. */
  public Optional<Violation> wrongAttempt(String field, Instant at, Instant now) {
    if (!at.isAfter(now)) {
      return Optional.of(
          new Violation(
              clause,
              field,
              new Text(
                  "Это время уже прошло: выберите другое.",
                  "That moment is past: choose another.")));
    }
    if (!hours.has(at)) {
      return Optional.of(
          new Violation(
              clause,
              field,
              new Text(
                  "Попытка должна быть в рабочее время: %s–%s, дни недели %s."
                      .formatted(hours.from(), hours.until(), days(true)),
                  "An attempt has to be within working hours: %s–%s, %s."
                      .formatted(hours.from(), hours.until(), days(false)))));
    }
    return Optional.empty();
  }

  /** What is to be done next with an open lead, the first thing first. */
  public List<Step> next(boolean free, @Nullable Instant nextAttempt, Instant now) {
    State attempt =
        nextAttempt == null ? State.IDLE : nextAttempt.isAfter(now) ? State.PLANNED : State.LATE;
    return steps.stream()
        .filter(step -> step.when() == State.FREE ? free : step.when() == attempt)
        .toList();
  }

  private String days(boolean russian) {
    List<String> names =
        russian
            ? List.of("пн", "вт", "ср", "чт", "пт", "сб", "вс")
            : List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    return hours.days().stream()
        .sorted()
        .map(DayOfWeek::getValue)
        .map(day -> names.get(day - 1))
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  /** Working days as the file writes them, such as {@code 1-5,7}; empty if it is none. */
  public static Optional<Set<DayOfWeek>> days(String text) {
    return WorkingHours.days(text);
  }
}
