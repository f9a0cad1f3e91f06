package app.zamer.users;

import app.zamer.regulation.DealId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who may do what with a deal. Modules whose data belongs to a deal (files, chat, activities,
 * measurements) ask this before they read or change it; the deals module answers, from the rights
 * of the regulation file.
 */
public interface DealAccess {
  /**
   * @param right a right of the regulation file, such as {@code deal.read} or {@code deal.edit}
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  void require(Actor actor, DealId deal, String right);

  /**
   * Which of these rights somebody has, for a page to offer no more than that.
   *
   * @throws app.zamer.web.NotFound if there is no such deal
   */
  default Set<String> permitted(Actor actor, DealId deal, String... rights) {
    return Arrays.stream(rights)
        .filter(right -> permits(actor, deal, right))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean permits(Actor actor, DealId deal, String right) {
    try {
      require(actor, deal, right);
      return true;
    } catch (AccessDeniedException e) {
      return false;
    }
  }
}
