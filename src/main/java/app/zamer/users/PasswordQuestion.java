package app.zamer.users;

import java.time.Duration;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Asks for a user's own password before what a session or a token alone must not do, as seldom as
 * at the sign-in.
 */
@Component
class PasswordQuestion {
  private final UserRepository users;
  private final SignInThrottle throttle;
  private final PasswordEncoder passwords;

  PasswordQuestion(UserRepository users, SignInThrottle throttle, PasswordEncoder passwords) {
    this.users = users;
    this.throttle = throttle;
    this.passwords = passwords;
  }

  sealed interface Answer {
    record Right() implements Answer {}

    record Wrong() implements Answer {}

    record TooMany(Duration pause) implements Answer {}
  }

  /**
   * Not to be asked within a transaction: looking at a password takes its time, and would hold a
   * connection to the database meanwhile.
   */
  Answer ask(UserId user, String password) {
    Optional<Duration> wait = throttle.attempt(user.value(), SignInThrottle.SIGNED_IN);
    if (wait.isPresent()) {
      return new Answer.TooMany(wait.get());
    }
    if (users.passwordHash(user).filter(hash -> passwords.matches(password, hash)).isEmpty()) {
      return new Answer.Wrong();
    }
    throttle.forget(user.value(), SignInThrottle.SIGNED_IN);
    return new Answer.Right();
  }
}
