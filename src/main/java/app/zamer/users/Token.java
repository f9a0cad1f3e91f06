package app.zamer.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A personal token, without its secret.
 *
 * @param lastUsedAt to about a minute; null if it was never used
 */
public record Token(
    long id, UserId owner, String name, Instant createdAt, @Nullable Instant lastUsedAt) {}
