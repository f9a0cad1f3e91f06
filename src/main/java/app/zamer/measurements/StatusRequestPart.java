package app.zamer.measurements;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of requests.
 *
 * @param next the request behind which the rest begins; null if this is all
 */
public record StatusRequestPart(List<StatusRequestLine> lines, @Nullable Long next) {}
