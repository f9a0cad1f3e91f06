package app.zamer.measurements;

import app.zamer.regulation.Violation;
import java.util.List;

/**
 * What stands in the way of confirming a visit, and what mends it in one click.
 *
 * @param invite whom to ask into the deal's chat
 * @param replan whether another time mends it
 */
public record Obstacle(Violation violation, List<Person> invite, boolean replan) {
  /**
   * @param self it is the person who looks
   */
  public record Person(String login, String name, boolean self) {}
}
