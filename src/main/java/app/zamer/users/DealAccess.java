package app.zamer.users;

import app.zamer.regulation.DealId;

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
}
