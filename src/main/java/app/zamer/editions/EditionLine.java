package app.zamer.editions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An edition of the regulation in a list of them.
 *
 * @param id 0 for the one the program comes with
 * @param adoptedAt null for the one the program comes with
 */
public record EditionLine(long id, String version, @Nullable Instant adoptedAt, String adoptedBy) {}
