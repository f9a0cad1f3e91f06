package app.zamer.regulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the regulation wants to exist for a deal as its facts are: an activity for a person, or
 * a deadline with a clock. Rule and anchor together name it; the same facts give the same
 * obligations.
 *
 * @param anchor what it belongs to, usually the visit's day; a new anchor is a new obligation
 * @param assignee the id of the role that has to do it
 * @param dueOn the day of an activity; null for a deadline
 * @param dueAt the moment after which it is late, never null
 * @param met whether the facts show it done
 * @param results what an activity can be completed with; empty for a deadline
 * @param onMiss where the program itself moves the deal when a deadline passes unmet; null if
 *     nowhere
 */
public record Obligation(
    Kind kind,
    String rule,
    String anchor,
    Text subject,
    String assignee,
    @Nullable LocalDate dueOn,
    Instant dueAt,
    boolean met,
    List<String> results,
    @Nullable StageId onMiss) {

  public enum Kind {
    ACTIVITY,
    DEADLINE
  }
}
