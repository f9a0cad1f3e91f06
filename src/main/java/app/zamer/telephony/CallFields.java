package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the fields of what an exchange sends, and notes everything that is wrong with them. */
final class CallFields {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final Instant EARLIEST =
      LocalDate.of(2000, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final int SHORT_NUMBER = 6;
  private static final int URL_LENGTH = 2000;
  private static final int CALL_ID_LENGTH = 200;

  /** What exchanges say instead of a number that the caller hides. */
  private static final Set<String> HIDDEN =
      Set.of("anonymous", "restricted", "unknown", "unavailable", "private", "withheld", "hidden");

  private final List<Violation> wrong = new ArrayList<>();

  List<Violation> wrong() {
    return List.copyOf(wrong);
  }

  void wrong(String field, String ru, String en) {
    wrong.add(Violation.invalid(field, ru, en));
  }

  /** Whether an exchange says so instead of a number that the caller hides. */
  static boolean isHidden(@Nullable String phone) {
    String typed = phone == null ? "" : phone.replaceAll("[\\s<>\"()]", "");
    return typed.isEmpty() || HIDDEN.contains(typed.toLowerCase(Locale.ROOT));
  }

  Optional<Phone> phone(@Nullable String phone) {
    Phone.Parsed parsed = Phone.parse(phone);
    if (parsed instanceof Phone.Parsed.Invalid(Text message)) {
      wrong.add(new Violation(Violation.INVALID, "phone", hiddenOrShort(phone).orElse(message)));
    }
    return parsed.phone();
  }

  /**
   * An exchange has no number to give for a hidden caller, and a short one for a colleague; both
   * are its everyday life.
   */
  private static Optional<Text> hiddenOrShort(@Nullable String phone) {
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

  Optional<CallDirection> direction(@Nullable String direction) {
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

  Optional<Instant> moment(String field, @Nullable String typed, Instant now) {
    Optional<Instant> start;
    try {
      start = said(typed).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeParseException e) {
      start = Optional.empty();
    }
    if (start.isEmpty()) {
      wrong.add(
          Violation.invalid(
              field,
              "Укажите время звонка как 2026-03-10T09:00:00+03:00.",
              "Give the time of the call as 2026-03-10T09:00:00+03:00."));
    } else if (start.get().isAfter(now.plus(CLOCKS_DIFFER))) {
      wrong.add(
          Violation.invalid(
              field,
              "Это время ещё не наступило: проверьте часы станции.",
              "That moment has not come yet: check the clock of the exchange."));
    } else if (start.get().isBefore(EARLIEST)) {
      wrong.add(
          Violation.invalid(
              field,
              "Звонок был раньше 2000 года: проверьте часы станции.",
              "The call was before the year 2000: check the clock of the exchange."));
    }
    return start;
  }

  int duration(@Nullable Long duration) {
    if (duration == null || duration < 0 || duration > Call.LONGEST) {
      wrong.add(
          Violation.invalid(
              "duration",
              "Укажите длительность звонка в секундах, от 0 до %d.".formatted(Call.LONGEST),
              "Give the call's duration in seconds, from 0 to %d.".formatted(Call.LONGEST)));
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

  static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
  }

  @Nullable UserId user(@Nullable String user, Predicate<UserId> isUser) {
    UserId person = said(user).map(UserId::new).orElse(null);
    if (person != null && !isUser.test(person)) {
      wrong(
          "user",
          "Сотрудника «%s» нет: укажите его логин.".formatted(person),
          "There is no user «%s»: give a login name.".formatted(person));
    }
    return person;
  }

  /** Empty if there is no recording. */
  String recording(@Nullable String recordUrl) {
    String recording = said(recordUrl).orElse("");
    if (!recording.isEmpty() && !isWebAddress(recording)) {
      wrong(
          "recordUrl",
          "Ссылка на запись должна начинаться с http:// или https:// и быть не длиннее %d знаков."
              .formatted(URL_LENGTH),
          "The link to the recording has to start with http:// or https:// and have at most %d characters."
              .formatted(URL_LENGTH));
    }
    return recording;
  }

  @Nullable String callId(@Nullable String callId) {
    String exchangeId = said(callId).orElse(null);
    if (exchangeId != null
        && (exchangeId.length() > CALL_ID_LENGTH
            || exchangeId.chars().anyMatch(Character::isISOControl))) {
      wrong(
          "callId",
          "Номер звонка на станции: не больше %d печатных знаков.".formatted(CALL_ID_LENGTH),
          "The exchange's id of the call has at most %d printable characters."
              .formatted(CALL_ID_LENGTH));
    }
    return exchangeId;
  }

  boolean answered(@Nullable Boolean answered) {
    if (answered == null) {
      wrong(
          "answered",
          "Укажите, ответили ли на звонок: true или false.",
          "Say whether the call was answered: true or false.");
    }
    return Boolean.TRUE.equals(answered);
  }
}
