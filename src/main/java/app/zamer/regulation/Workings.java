package app.zamer.regulation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a clause works, for people to read: what it asks for, what it makes, where it leads.
 *
 * @param entries the stages whose entry it rules
 * @param steps what it tells people to do next
 * @param settles the program itself moves a deal by it as soon as the facts say so
 * @param parameters names of the parameters it looks at, in the order of the file
 */
public record Workings(
    List<StageId> entries,
    List<Demand> demands,
    List<Task> tasks,
    List<Text> steps,
    boolean settles,
    List<String> parameters) {

  /**
   * Something that has to hold for a move or an action.
   *
   * @param at the stages and actions that ask for it, as the file names them
   * @param lasting an edit may not break it while the deal is there
   * @param message what to do, in the words of a refusal; what only a deal can tell is “…”
   */
  public record Demand(String rule, Set<String> at, boolean lasting, Text message) {}

  /**
   * An activity or a deadline that it makes.
   *
   * @param assignee the id of the role that has to do it
   * @param onMiss where the program itself moves the deal when it passes unmet; null if nowhere
   * @param parameters names of the parameters that decide when it is due
   */
  public record Task(
      Obligation.Kind kind,
      Text subject,
      String assignee,
      @Nullable StageId onMiss,
      List<String> parameters) {}
}
