package app.zamer.measurements;

import app.zamer.regulation.DealId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a deal's visit is planned by.
 *
 * @param day the day agreed with the client; null if none is yet
 * @param exact whether that day is more than an approximate one
 */
public record VisitCard(
    DealId deal,
    long version,
    String title,
    String client,
    String address,
    @Nullable LocalDate day,
    boolean exact) {}
