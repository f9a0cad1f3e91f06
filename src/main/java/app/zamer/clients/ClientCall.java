package app.zamer.clients;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call with a client on his page.
 *
 * @param person who spoke; null if the exchange did not say
 * @param deal the deal it belongs to; null if to none
 */
public record ClientCall(
    Phone phone,
    boolean incoming,
    boolean answered,
    Instant startedAt,
    Duration duration,
    @Nullable String person,
    @Nullable String deal) {}
