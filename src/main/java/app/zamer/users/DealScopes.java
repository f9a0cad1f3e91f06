package app.zamer.users;

import app.zamer.regulation.Rulebook.Scope;
import java.util.Set;

/**
 * Which deals the rights of the regulation file reach for somebody; the deals module answers. For
 * lists, where asking {@link DealAccess} would be a question for every line.
 */
public interface DealScopes {
  /**
   * @param right a right of the regulation file, such as {@code deal.read}
   * @return empty if the right is not his at all
   */
  Set<Scope> scopes(Actor actor, String right);
}
