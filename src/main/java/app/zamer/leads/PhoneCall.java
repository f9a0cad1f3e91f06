package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call, answered or not.
 *
 * @param phone the client's number, whoever called
 * @param startedAt when it began, by the exchange's word; calls may be reported late and out of
 *     order
 * @param user who of the company spoke or would have; null if not known
 */
public record PhoneCall(
    Phone phone,
    CallDirection direction,
    Instant startedAt,
    boolean answered,
    @Nullable UserId user) {}
