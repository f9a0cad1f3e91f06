package app.zamer.telephony;

import app.zamer.clients.Phone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A number that called in vain.
 *
 * @param lastAt its latest missed call
 * @param activity the call-back that was planned on the deal, while it is planned
 * @param settledAt null while it is to be called back
 */
record MissedCall(
    long id, Phone phone, Instant lastAt, @Nullable Long activity, @Nullable Instant settledAt) {}
