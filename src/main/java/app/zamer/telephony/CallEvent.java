package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange says of a call while it goes on, all of it checked. Every event says all there
 * is to know of the call by then, so that it does not matter which comes first.
 *
 * @param callId the exchange's own id of the call
 * @param phone the client's number, whoever called; null if he hides it
 * @param at when this happened, by the exchange's word
 * @param startedAt when the call began; the moment of the event if the exchange does not say
 * @param user who of the company it rings at or who has answered; null if the exchange does not
 *     know him by his login
 * @param extension the same by his number inside the exchange
 * @param answered for a call that is over: whether anybody has spoken
 * @param duration how long they spoke, in seconds; null if the exchange does not say
 * @param recordUrl empty if there is no recording
 */
public record CallEvent(
    String callId,
    CallState state,
    @Nullable Phone phone,
    CallDirection direction,
    Instant at,
    Instant startedAt,
    @Nullable UserId user,
    @Nullable String extension,
    boolean answered,
    @Nullable Integer duration,
    String recordUrl) {
  /**
   * The same as a person tells it: it rings at nobody else, whatever number inside the exchange he
   * gives.
   */
  CallEvent by(UserId person) {
    return new CallEvent(
        callId,
        state,
        phone,
        direction,
        at,
        startedAt,
        user != null || !state.isOver() ? person : null,
        null,
        answered,
        duration,
        "");
  }

  CallEvent withoutRecording() {
    return new CallEvent(
        callId, state, phone, direction, at, startedAt, user, extension, answered, duration, "");
  }
}
