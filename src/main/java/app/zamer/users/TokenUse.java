package app.zamer.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token in force opens.
 *
 * @param expiresAt null if it never does
 */
record TokenUse(Actor actor, TokenPurpose purpose, @Nullable Instant expiresAt) {
  boolean isInForce(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }
}
