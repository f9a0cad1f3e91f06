package app.zamer.telephony;

import app.zamer.clients.ClientId;
import app.zamer.clients.Phone;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client called and nobody answered. Published once a call, inside the transaction that learns
 * it; not for a hidden number, nor for a call that is reported when they have spoken since.
 *
 * @param call its number here
 * @param client whose phone it is; null if nobody's
 * @param lead the lead it was put on; null if it was put on a deal
 * @param deal the deal it was put on; null if it was put on a lead
 * @param person whose call it was: the owner of deal or lead, else at whom alone it rang; null if
 *     it is any manager's
 * @param at when it began
 */
public record CallMissed(
    long call,
    Phone phone,
    @Nullable ClientId client,
    @Nullable LeadId lead,
    @Nullable DealId deal,
    @Nullable UserId person,
    Instant at) {}
