package app.zamer.activities;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be done: an activity, with the deadlines that it meets, or deadlines that no
 * activity is planned for.
 *
 * @param key what the page knows it by
 * @param text what is to be done
 * @param more what else is due at the same moment, each as people read it
 * @param rules the clauses that ask for it
 * @param shownDue its time, or its day
 * @param countdown whether its clock runs
 * @param person who has to do it, by name; null where that goes without saying
 * @param done the activity that is done by one click; null if more has to be said
 * @param step what leads to it; null where the next step of its deal does
 * @param next the next step of its deal; null if there is none, or another row has it
 * @param waiting what others have to do, where nobody else can
 */
public record DayRow(
    String key,
    SubjectView subject,
    String text,
    List<String> more,
    List<String> rules,
    Instant dueAt,
    boolean late,
    String shownDue,
    boolean countdown,
    @Nullable String person,
    @Nullable Long done,
    @Nullable Step step,
    Ahead.@Nullable Line next,
    List<Ahead.Line> waiting) {

  /** Whether it says already what a line says. */
  public boolean says(Ahead.@Nullable Line line) {
    return line != null && (line.text().equals(text) || more.contains(line.text()));
  }

  /** The same with what its next step answers besides. */
  DayRow with(List<String> others, List<String> clauses) {
    return new DayRow(
        key,
        subject,
        text,
        Stream.concat(more.stream(), others.stream()).distinct().toList(),
        Stream.concat(rules.stream(), clauses.stream()).distinct().toList(),
        dueAt,
        late,
        shownDue,
        countdown,
        person,
        done,
        step,
        next,
        waiting);
  }
}
