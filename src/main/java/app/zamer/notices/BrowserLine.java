package app.zamer.notices;

import java.time.Instant;

/**
 * One of a person's browsers that take pushes.
 *
 * @param name how people call it, such as {@code Chrome, Windows}; empty if it is unknown
 */
public record BrowserLine(long id, String name, Instant since) {}
