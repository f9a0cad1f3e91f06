package app.zamer.users;

import java.time.Instant;
import java.util.Map;

/**
 * Something has happened to an account that its owner has to know of: if it was not he, somebody
 * else acts as him.
 *
 * @param what {@code password-changed}, {@code password-set}, {@code token-created}, {@code
 *     token-revoked}, {@code token-ends}, {@code new-device}, {@code sign-in-copied}, {@code
 *     signed-out}
 * @param detail {@code by} the login of who did it, {@code said} a name, {@code when} a moment;
 *     never a password or a token
 */
public record AccountNews(UserId user, String what, Map<String, String> detail, Instant at) {
  public AccountNews {
    detail = Map.copyOf(detail);
  }
}
