package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.leads.PhoneCall;
import app.zamer.regulation.Violation;
import app.zamer.users.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended as an exchange sends it. Nothing is required by the types, so that
 * everything that is wrong is said at once.
 *
 * @param phone the client's number, whoever called
 * @param startedAt ISO 8601 with offset
 * @param duration in seconds
 * @param callId the exchange's own id of the call
 */
record CallBody(
    @Nullable String phone,
    @Nullable String direction,
    @Nullable String startedAt,
    @Nullable Long duration,
    @Nullable Boolean answered,
    @Nullable String user,
    @Nullable String recordUrl,
    @Nullable String callId) {

  /** What the body turned out to be. */
  sealed interface Read {
    record Valid(CallReport report) implements Read {}

    record Invalid(List<Violation> violations) implements Read {}
  }

  /**
   * @param isUser whether there is such a user
   */
  Read read(Instant now, Predicate<UserId> isUser) {
    var fields = new CallFields();
    Optional<Phone> number = fields.phone(phone);
    Optional<CallDirection> way = fields.direction(direction);
    Optional<Instant> start = fields.moment("startedAt", startedAt, now);
    int seconds = fields.duration(duration);
    boolean spoken = fields.answered(answered);
    UserId person = fields.user(user, isUser);
    String recording = fields.recording(recordUrl);
    String exchangeId = fields.callId(callId);
    if (!fields.wrong().isEmpty()) {
      return new Read.Invalid(fields.wrong());
    }
    PhoneCall call =
        new PhoneCall(number.orElseThrow(), way.orElseThrow(), start.orElseThrow(), spoken, person);
    return new Read.Valid(new CallReport(call, seconds, recording, exchangeId));
  }
}
