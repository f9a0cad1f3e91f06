package app.zamer.users;

import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of people who signed in on pages. */
@Component
class Sessions {
  private final ObjectProvider<FindByIndexNameSessionRepository<?>> repository;
  private final RememberedSignIns remembered;
  private final ApplicationEventPublisher events;

  // the repository belongs to the web server and is made after the beans that use this one
  Sessions(
      ObjectProvider<FindByIndexNameSessionRepository<?>> repository,
      RememberedSignIns remembered,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.remembered = remembered;
    this.events = events;
  }

  /** The user's sessions by their ids. */
  Map<String, ? extends Session> of(UserId user) {
    FindByIndexNameSessionRepository<?> sessions = repository.getIfAvailable();
    return sessions == null ? Map.of() : sessions.findByPrincipalName(user.value());
  }

  /**
   * Ends the user's sessions once the transaction has committed; none of his browsers stays signed
   * in.
   *
   * @param kept the id of the session that goes on; null if none does
   */
  void endAfterCommit(UserId user, @Nullable String kept) {
    remembered.forgetAll(user);
    endSomeAfterCommit(user, session -> !session.getId().equals(kept));
  }

  /** Ends those of the user's sessions once the transaction has committed. */
  void endSomeAfterCommit(UserId user, Predicate<Session> which) {
    AfterCommit.run(
        () -> {
          repository.ifAvailable(
              sessions ->
                  sessions.findByPrincipalName(user.value()).values().stream()
                      .filter(which)
                      .map(Session::getId)
                      .toList()
                      .forEach(sessions::deleteById));
          events.publishEvent(new AccessChanged(user));
        });
  }

  /**
   * Whatever holds on to the user's rights asks for them anew once the transaction is committed.
   */
  void changedAfterCommit(UserId user) {
    AfterCommit.run(() -> events.publishEvent(new AccessChanged(user)));
  }
}
