package app.zamer.clients;

import java.time.Instant;

/**
 * A change of a client's name or phones.
 *
 * @param field {@code name} or {@code phones}
 */
public record ClientChange(Instant at, String by, String field, String before, String after) {}
