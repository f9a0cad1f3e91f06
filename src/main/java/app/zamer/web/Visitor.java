package app.zamer.web;

import app.zamer.regulation.Rulebook.Scope;
import java.util.Set;
import java.util.function.Function;

/**
 * Who looks at a page.
 *
 * @param login how the person signs in
 * @param name how people call him
 * @param roles ids of his roles, as in the regulation file
 * @param administers whether he administers the program
 * @param rights how far a right of the regulation file reaches for him
 */
public record Visitor(
    String login,
    String name,
    Set<String> roles,
    boolean administers,
    Function<String, Set<Scope>> rights) {

  /** Whether a right is his at all, however far it reaches. */
  public boolean may(String right) {
    return !rights.apply(right).isEmpty();
  }

  /** Whether a right is his that reaches so far. */
  public boolean may(String right, Scope scope) {
    return rights.apply(right).contains(scope);
  }
}
