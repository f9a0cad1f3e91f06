package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call as the exchange reported it.
 *
 * @param callId the exchange's own id of it; null if it gave none
 * @param phone the client's number, whoever called
 * @param startedAt when it began, by the exchange's word
 * @param duration in seconds
 * @param user who of the company spoke or would have; null if the exchange did not say
 * @param recordUrl where the recording is; empty if there is none
 * @param lead the lead it was put on; null if it was put on a deal
 * @param deal the deal it was put on, or that was made of its lead; null otherwise
 */
public record Call(
    CallId id,
    @Nullable String callId,
    Phone phone,
    CallDirection direction,
    Instant startedAt,
    int duration,
    boolean answered,
    @Nullable UserId user,
    String recordUrl,
    @Nullable LeadId lead,
    @Nullable DealId deal) {}
