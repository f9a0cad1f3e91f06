package app.zamer.telephony;

import app.zamer.leads.PhoneCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange says of a call that has ended, all of it checked.
 *
 * @param duration in seconds, not negative
 * @param recordUrl empty if there is no recording
 * @param callId the exchange's own id of the call; null if it gives none, and then a second report
 *     is a second call
 */
public record CallReport(PhoneCall call, int duration, String recordUrl, @Nullable String callId) {

  CallReport withoutRecording() {
    return new CallReport(call, duration, "", callId);
  }

  /** The same as the last thing that happened to the call. */
  CallEvent event() {
    return new CallEvent(
        Objects.requireNonNullElse(callId, ""),
        CallState.ENDED,
        call.phone(),
        call.direction(),
        call.startedAt().plusSeconds(duration),
        call.startedAt(),
        call.user(),
        null,
        call.answered(),
        duration,
        recordUrl);
  }
}
