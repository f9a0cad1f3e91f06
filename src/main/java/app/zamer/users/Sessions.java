package app.zamer.users;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** The sessions of people who signed in on pages. */
@Component
class Sessions {
  private final ObjectProvider<FindByIndexNameSessionRepository<?>> repository;

  // the repository belongs to the web server and is made after the beans that use this one
  Sessions(ObjectProvider<FindByIndexNameSessionRepository<?>> repository) {
    this.repository = repository;
  }

  /**
   * Ends the user's sessions once the transaction has committed.
   *
   * @param kept the id of the session that goes on; null if none does
   */
  void endAfterCommit(UserId user, @Nullable String kept) {
    AfterCommit.run(
        () ->
            repository.ifAvailable(
                sessions ->
                    sessions.findByPrincipalName(user.value()).keySet().stream()
                        .filter(id -> !id.equals(kept))
                        .forEach(sessions::deleteById)));
  }
}
