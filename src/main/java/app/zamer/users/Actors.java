package app.zamer.users;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Who the active users are and what their roles are, by login and by token. A request costs no
 * query for that while it was read less than two seconds ago: so long may another node go on with
 * what was changed on this one.
 */
@Component
class Actors {
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MOST = 10_000;

  private final UserRepository users;
  private final TokenRepository tokens;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  Actors(UserRepository users, TokenRepository tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  Optional<Actor> byLogin(String login) {
    return known(
        "login " + login,
        () ->
            users
                .find(new UserId(login))
                .filter(User::active)
                .map(user -> new Actor(user.id(), user.roles())));
  }

  Optional<Actor> byToken(String token) {
    TokenHash hash = TokenHash.of(token);
    return known("token " + hash, () -> tokens.use(hash));
  }

  void forgetAfterCommit() {
    AfterCommit.run(known::clear);
  }

  private Optional<Actor> known(String key, Supplier<Optional<Actor>> read) {
    // the machine's clock: the company's may be set, and stand still
    long now = System.nanoTime();
    Known found = known.get(key);
    if (found != null && now - found.readAt() < KEPT.toNanos()) {
      return Optional.of(found.actor());
    }
    Optional<Actor> actor = read.get();
    if (known.size() >= MOST) {
      known.clear();
    }
    actor.ifPresentOrElse(fresh -> known.put(key, new Known(fresh, now)), () -> known.remove(key));
    return actor;
  }

  private record Known(Actor actor, long readAt) {}
}
