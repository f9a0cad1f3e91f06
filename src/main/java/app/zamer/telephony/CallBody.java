package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.leads.PhoneCall;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.UserId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call as an exchange sends it. Nothing is required by the types, so that everything that is
 * wrong is said at once.
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
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final Instant EARLIEST =
      LocalDate.of(2000, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final int LONGEST = 86_400;
  private static final int SHORT_NUMBER = 6;
  private static final int URL_LENGTH = 2000;
  private static final int CALL_ID_LENGTH = 200;

  /** What the body turned out to be. */
  sealed interface Read {
    record Valid(CallReport report) implements Read {}

    record Invalid(List<Violation> violations) implements Read {}
  }

  /**
   * @param isUser whether there is such a user
   */
  Read read(Instant now, Predicate<UserId> isUser) {
    List<Violation> wrong = new ArrayList<>();
    Optional<Phone> number = readPhone(wrong);
    Optional<CallDirection> way = readDirection(wrong);
    Optional<Instant> start = readStart(now, wrong);
    int seconds = readDuration(wrong);
    if (answered == null) {
      wrong.add(
          Violation.invalid(
              "answered",
              "Укажите, ответили ли на звонок: true или false.",
              "Say whether the call was answered: true or false."));
    }
    UserId person = said(user).map(UserId::new).orElse(null);
    if (person != null && !isUser.test(person)) {
      wrong.add(
          Violation.invalid(
              "user",
              "Сотрудника «%s» нет: укажите его логин.".formatted(person),
              "There is no user «%s»: give a login name.".formatted(person)));
    }
    String recording = said(recordUrl).orElse("");
    if (!recording.isEmpty() && !isWebAddress(recording)) {
      wrong.add(
          Violation.invalid(
              "recordUrl",
              "Ссылка на запись должна начинаться с http:// или https:// и быть не длиннее %d знаков."
                  .formatted(URL_LENGTH),
              "The link to the recording has to start with http:// or https:// and have at most %d characters."
                  .formatted(URL_LENGTH)));
    }
    String exchangeId = said(callId).orElse(null);
    if (exchangeId != null
        && (exchangeId.length() > CALL_ID_LENGTH
            || exchangeId.chars().anyMatch(Character::isISOControl))) {
      wrong.add(
          Violation.invalid(
              "callId",
              "Номер звонка на станции: не больше %d печатных знаков.".formatted(CALL_ID_LENGTH),
              "The exchange's id of the call has at most %d printable characters."
                  .formatted(CALL_ID_LENGTH)));
    }
    if (!wrong.isEmpty()) {
      return new Read.Invalid(wrong);
    }
    PhoneCall call =
        new PhoneCall(
            number.orElseThrow(),
            way.orElseThrow(),
            start.orElseThrow(),
            Boolean.TRUE.equals(answered),
            person);
    return new Read.Valid(new CallReport(call, seconds, recording, exchangeId));
  }

  private Optional<Phone> readPhone(List<Violation> wrong) {
    Phone.Parsed parsed = Phone.parse(phone);
    if (parsed instanceof Phone.Parsed.Invalid(Text message)) {
      wrong.add(new Violation(Violation.INVALID, "phone", hiddenOrShort().orElse(message)));
    }
    return parsed.phone();
  }

  /**
   * An exchange has no number to give for a hidden caller, and a short one for a colleague; both
   * are its everyday life.
   */
  private Optional<Text> hiddenOrShort() {
    String typed = phone == null ? "" : phone.strip();
    String digits = typed.replaceAll("[\\s()+.-]", "");
    if (digits.isEmpty() || digits.chars().allMatch(c -> Character.isLetter(c) || c == '_')) {
      return Optional.of(
          new Text(
              "Номер скрыт: такой звонок не с кем связать, лид по нему не создаётся.",
              "The number is hidden: the call cannot be put on anybody, and makes no lead."));
    }
    return digits.length() <= SHORT_NUMBER && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(
            new Text(
                "«%s» — внутренний или короткий номер: лиды создаются только по полным городским и мобильным номерам."
                    .formatted(typed),
                "«%s» is an internal or short number: only whole land-line and mobile numbers make leads."
                    .formatted(typed)))
        : Optional.empty();
  }

  private Optional<CallDirection> readDirection(List<Violation> wrong) {
    Optional<CallDirection> way = said(direction).flatMap(CallDirection::of);
    if (way.isEmpty()) {
      String given = said(direction).orElse("");
      wrong.add(
          Violation.invalid(
              "direction",
              "Направление звонка — incoming или outgoing, а не «%s».".formatted(given),
              "A call's direction is incoming or outgoing, not «%s».".formatted(given)));
    }
    return way;
  }

  private Optional<Instant> readStart(Instant now, List<Violation> wrong) {
    Optional<Instant> start;
    try {
      start = said(startedAt).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeParseException e) {
      start = Optional.empty();
    }
    if (start.isEmpty()) {
      wrong.add(
          Violation.invalid(
              "startedAt",
              "Укажите начало звонка как 2026-03-10T09:00:00+03:00.",
              "Give the start of the call as 2026-03-10T09:00:00+03:00."));
    } else if (start.get().isAfter(now.plus(CLOCKS_DIFFER))) {
      wrong.add(
          Violation.invalid(
              "startedAt",
              "Звонок ещё не начался: проверьте часы станции.",
              "The call has not begun yet: check the clock of the exchange."));
    } else if (start.get().isBefore(EARLIEST)) {
      wrong.add(
          Violation.invalid(
              "startedAt",
              "Звонок начался раньше 2000 года: проверьте часы станции.",
              "The call began before the year 2000: check the clock of the exchange."));
    }
    return start;
  }

  private int readDuration(List<Violation> wrong) {
    if (duration == null || duration < 0 || duration > LONGEST) {
      wrong.add(
          Violation.invalid(
              "duration",
              "Укажите длительность звонка в секундах, от 0 до %d.".formatted(LONGEST),
              "Give the call's duration in seconds, from 0 to %d.".formatted(LONGEST)));
      return 0;
    }
    return Math.toIntExact(duration);
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      return text.length() <= URL_LENGTH
          && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
  }
}
