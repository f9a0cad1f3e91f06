package app.zamer.users;

import app.zamer.regulation.Rulebook.Scope;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;

/**
 * What the rights of the regulation in force give to somebody. It is the one place where a role
 * becomes a right; every module asks it for the data it owns, for single records as for lists,
 * counts, exports, feeds, notices and menus.
 */
public interface Rights {
  /**
   * What somebody reaches by a right now.
   *
   * @param right a right of the regulation file, such as {@code deal.read}
   * @return {@link Reach#isNothing() nothing} if the right is not his at all
   * @throws IllegalArgumentException if the program's own file has no such right
   */
  Reach reach(Actor actor, String right);

  /**
   * The ids of the roles that have a right: who is to do a duty, or to be told of it.
   *
   * @param scopes how far it must reach, one of these; none for however far
   */
  Set<String> roles(String right, Scope... scopes);

  /** Whether a right is somebody's at all, however far it reaches. */
  default boolean may(Actor actor, String right) {
    return !reach(actor, right).isNothing();
  }

  /**
   * For a right that belongs to no single record, or before a list is made of what it reaches.
   *
   * @return never {@link Reach#isNothing() nothing}
   * @throws AccessDeniedException if the right is not his at all
   */
  default Reach require(Actor actor, String right) {
    Reach reach = reach(actor, right);
    if (reach.isNothing()) {
      throw denied(actor, right);
    }
    return reach;
  }

  /**
   * @throws AccessDeniedException if the right does not reach everything
   */
  default void requireAll(Actor actor, String right) {
    if (!reach(actor, right).isAll()) {
      throw denied(actor, right);
    }
  }

  /** What is thrown for a right that somebody lacks. */
  static AccessDeniedException denied(Actor actor, String right) {
    return new AccessDeniedException(actor.id() + " has no right " + right);
  }
}
