package app.zamer.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A personal token, without its secret.
 *
 * @param lastUsedAt to about a minute; null if it was never used
 * @param expiresAt from then on it opens nothing; null if it never expires
 */
public record Token(
    long id,
    UserId owner,
    String name,
    TokenPurpose purpose,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt) {}
