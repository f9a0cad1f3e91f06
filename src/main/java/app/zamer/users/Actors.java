package app.zamer.users;

import app.zamer.company.CompanyClock;
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
public class Actors {
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MOST = 10_000;

  private final UserRepository users;
  private final TokenRepository tokens;
  private final CompanyClock clock;
  private final Map<String, Known<Actor>> logins = new ConcurrentHashMap<>();
  private final Map<TokenHash, Known<TokenUse>> opened = new ConcurrentHashMap<>();

  Actors(UserRepository users, TokenRepository tokens, CompanyClock clock) {
    this.users = users;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** The user with the roles he has now; empty if he is none, or switched off. */
  public Optional<Actor> byLogin(String login) {
    return known(
        logins,
        login,
        () ->
            users
                .find(new UserId(login))
                .filter(User::active)
                .map(user -> new Actor(user.id(), user.roles())));
  }

  /** Empty unless the token is in force now. */
  Optional<TokenUse> byToken(String token) {
    TokenHash hash = TokenHash.of(token);
    return known(opened, hash, () -> tokens.use(hash))
        .filter(use -> use.isInForce(clock.instant()));
  }

  /** Something was changed, perhaps on another node: everything is read anew. */
  public void forget() {
    logins.clear();
    opened.clear();
  }

  void forgetAfterCommit() {
    AfterCommit.run(this::forget);
  }

  private static <K, T> Optional<T> known(
      Map<K, Known<T>> known, K key, Supplier<Optional<T>> read) {
    // the machine's clock: the company's may be set, and stand still
    long now = System.nanoTime();
    Known<T> found = known.get(key);
    if (found != null && now - found.readAt() < KEPT.toNanos()) {
      return Optional.of(found.value());
    }
    Optional<T> value = read.get();
    if (known.size() >= MOST) {
      known.clear();
    }
    value.ifPresentOrElse(
        fresh -> known.put(key, new Known<>(fresh, now)), () -> known.remove(key));
    return value;
  }

  private record Known<T>(T value, long readAt) {}
}
