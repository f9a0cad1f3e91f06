package app.zamer.clients;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A deal on the page of its client. Amounts are RUB, null if unknown.
 *
 * @param stage {@code pipeline/stage}
 * @param status {@code open}, {@code won} or {@code lost}
 * @param contractNumber empty if there is none
 */
public record ClientDeal(
    String id,
    String title,
    String stage,
    String status,
    String owner,
    Instant createdAt,
    @Nullable LocalDate plannedDate,
    @Nullable BigDecimal estimate,
    String contractNumber,
    @Nullable LocalDate contractOn,
    @Nullable BigDecimal contractAmount) {}
