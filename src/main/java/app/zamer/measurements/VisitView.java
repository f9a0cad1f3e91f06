package app.zamer.measurements;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A visit as the API shows it.
 *
 * @param outcome null while there is no result
 */
public record VisitView(
    String engineer,
    OffsetDateTime startsAt,
    OffsetDateTime endsAt,
    @Nullable OffsetDateTime plannedAt,
    @Nullable OffsetDateTime confirmedAt,
    @Nullable String outcome,
    @Nullable OffsetDateTime outcomeAt,
    boolean repeat) {}
