package app.zamer.clients;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two clients that were made one.
 *
 * @param merged the one that is no more
 * @param mergedName what he was called
 * @param undoUntil until when the two can be parted again; null if they were
 */
public record ClientMerge(
    long id,
    ClientId kept,
    ClientId merged,
    String mergedName,
    Instant at,
    String by,
    @Nullable Instant undoUntil) {}
