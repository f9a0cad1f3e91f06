package app.zamer.intake;

import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has left a request on the company's site. Published once a request, inside the
 * transaction that keeps it. Who it was and what he wrote, the lead or the deal says.
 *
 * @param form which form it was, by its id
 * @param formName what the company calls the form
 * @param lead the lead it was put on; null if it was put on a deal
 * @param deal the open deal of the number, which it was put on; null if it was put on a lead
 * @param made whether it made the lead
 * @param at the moment it was kept
 */
public record RequestReceived(
    long form,
    String formName,
    @Nullable LeadId lead,
    @Nullable DealId deal,
    boolean made,
    Instant at) {}
