package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.regulation.Violation;
import app.zamer.users.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a call, as an exchange sends it. Nothing is required by the types, so that
 * everything that is wrong is said at once.
 *
 * @param callId the exchange's own id of the call
 * @param state {@code ringing}, {@code answered}, {@code ended} or, if the exchange itself does not
 *     know how it ended, {@code unknown}
 * @param phone the client's number, whoever called; empty or {@code anonymous} if he hides it
 * @param direction {@code incoming} or {@code outgoing}
 * @param at when it happened, ISO 8601 with offset
 * @param startedAt when the call began, if the exchange knows
 * @param extension the number inside the exchange that rings or has answered
 * @param user the same by his login
 * @param answered of a call that has ended: whether anybody spoke
 * @param duration how long they spoke, in seconds; counted from the events if it is left out
 */
record EventBody(
    @Nullable String callId,
    @Nullable String state,
    @Nullable String phone,
    @Nullable String direction,
    @Nullable String at,
    @Nullable String startedAt,
    @Nullable String extension,
    @Nullable String user,
    @Nullable Boolean answered,
    @Nullable Long duration,
    @Nullable String recordUrl) {
  private static final int EXTENSION_LENGTH = 20;

  /** What the body turned out to be. */
  sealed interface Read {
    record Valid(CallEvent event) implements Read {}

    record Invalid(List<Violation> violations) implements Read {}
  }

  /**
   * @param isUser whether there is such a user
   */
  Read read(Instant now, Predicate<UserId> isUser) {
    var fields = new CallFields();
    String id = fields.callId(callId);
    if (id == null) {
      fields.wrong(
          "callId",
          "Укажите номер звонка на станции: по нему события складываются в один звонок.",
          "Give the exchange's id of the call: by it events become one call.");
    }
    Optional<CallState> said = CallFields.said(state).flatMap(CallState::of);
    if (said.isEmpty()) {
      String given = CallFields.said(state).orElse("");
      fields.wrong(
          "state",
          "Состояние звонка — ringing, answered, ended или unknown, а не «%s».".formatted(given),
          "A call's state is ringing, answered, ended or unknown, not «%s».".formatted(given));
    }
    // hidden numbers are an exchange's everyday life: they ring, and belong to nobody
    Optional<Phone> number = CallFields.isHidden(phone) ? Optional.empty() : fields.phone(phone);
    Optional<CallDirection> way = fields.direction(direction);
    Optional<Instant> moment = fields.moment("at", at, now);
    Optional<Instant> start =
        CallFields.said(startedAt).isEmpty() ? moment : fields.moment("startedAt", startedAt, now);
    String inside = CallFields.said(extension).orElse(null);
    if (inside != null && !inside.matches("[0-9A-Za-z_.-]{1,%d}".formatted(EXTENSION_LENGTH))) {
      fields.wrong(
          "extension",
          "Внутренний номер: до %d цифр и латинских букв.".formatted(EXTENSION_LENGTH),
          "An extension has at most %d digits and Latin letters.".formatted(EXTENSION_LENGTH));
    }
    UserId person = fields.user(user, isUser);
    boolean over = said.filter(CallState.ENDED::equals).isPresent();
    boolean spoken = over ? fields.answered(answered) : Boolean.TRUE.equals(answered);
    Integer seconds = duration == null ? null : Integer.valueOf(fields.duration(duration));
    String recording = fields.recording(recordUrl);
    if (!fields.wrong().isEmpty()) {
      return new Read.Invalid(fields.wrong());
    }
    return new Read.Valid(
        new CallEvent(
            id == null ? "" : id,
            said.orElseThrow(),
            number.orElse(null),
            way.orElseThrow(),
            moment.orElseThrow(),
            start.orElseThrow(),
            person,
            inside,
            spoken,
            seconds,
            recording));
  }
}
