package app.zamer.clients;

import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.web.Messages;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A phone in E.164, such as {@code +79912084543}, however it was typed. A number without a country
 * code is Russian. Behind the number of an office there may be an extension; it is another phone
 * then, which is reached by the same number.
 *
 * @param e164 the phone as it is stored and compared; with an extension as RFC 3966 writes it,
 *     {@code +74951234567;ext=12}
 */
public record Phone(String e164) {
  /** What stands where a phone was removed on its owner's demand; nobody's. */
  public static final Phone REMOVED = new Phone("+0");

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String HOME = "RU";
  private static final int LONGEST_INPUT = 50;
  private static final int SHORTEST_PART = 3;
  private static final int LAST_DIGITS = 4;

  private static final String EXTENSION = ";ext=";

  /** An extension as people write it behind a number. */
  private static final Pattern WITH_EXTENSION =
      Pattern.compile(
          "(.*[\\d)\\s])[,;]?\\s*\\(?(?:(?:доб(?:авочный)?|доп|вн(?:утр(?:енний)?)?|ext(?:ension|n)?|x|х)\\.?\\s*[=:№#]?|[#~;]|,{1,2})\\s*(\\d{1,8})\\s*\\)?#?\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /**
   * Anything else would be a part that is lost, such as an extension written in a way of its own.
   */
  private static final Pattern NUMBER = Pattern.compile("[+\\d\\s()./\\p{Pd}\u2212]+[,;]?\\s*");

  public Phone {
    if (!e164.startsWith("+")) throw new IllegalArgumentException("not in E.164: " + e164);
  }

  /**
   * Reads a phone as a person types it, with an extension such as {@code доб. 12}, {@code #12},
   * {@code ext. 12} or {@code ,12} behind it. Other letters are refused, though some phones spell
   * words with them: here they are slips.
   */
  public static Parsed parse(@Nullable String typed) {
    if (typed == null || typed.isBlank()) {
      return new Parsed.Invalid(new Text("Укажите телефон.", "Give a phone number."));
    }
    // wide digits and signs, as some keyboards and documents write them
    String narrow = Normalizer.normalize(typed, Normalizer.Form.NFKC);
    Matcher extended = WITH_EXTENSION.matcher(narrow);
    if (narrow.length() <= LONGEST_INPUT && extended.matches()) {
      return switch (parse(extended.group(1))) {
        case Parsed.Valid(Phone number) when number.extension().isEmpty() ->
            new Parsed.Valid(new Phone(number.e164 + EXTENSION + extended.group(2)));
        case Parsed.Valid _ -> noSuchNumber();
        case Parsed.Invalid invalid -> invalid;
      };
    }
    if (narrow.length() > LONGEST_INPUT || !NUMBER.matcher(narrow).matches()) {
      return new Parsed.Invalid(
          new Text(
              "В телефоне могут быть только цифры, плюс, скобки, пробелы и дефисы: исправьте"
                  + " номер.",
              "A phone number has only digits, a plus, brackets, spaces and hyphens: correct it."));
    }
    try {
      PhoneNumber number = NUMBERS.parse(narrow, HOME);
      return switch (NUMBERS.isPossibleNumberWithReason(number)) {
        case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> tooShort();
        case TOO_LONG, INVALID_LENGTH ->
            new Parsed.Invalid(
                new Text(
                    "В телефоне не то число цифр: проверьте номер.",
                    "The phone number has a wrong number of digits: check it."));
        default ->
            NUMBERS.isValidNumber(number)
                ? new Parsed.Valid(new Phone(NUMBERS.format(number, PhoneNumberFormat.E164)))
                : noSuchNumber();
      };
    } catch (NumberParseException e) {
      return switch (e.getErrorType()) {
        case TOO_SHORT_NSN, TOO_SHORT_AFTER_IDD -> tooShort();
        default -> noSuchNumber();
      };
    }
  }

  /**
   * A phone that is known to be right.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Phone of(String typed) {
    return parse(typed)
        .phone()
        .orElseThrow(() -> new IllegalArgumentException("no phone: " + typed));
  }

  /**
   * What {@code client_phone.phone like any (…)} finds the phones by that a typed text may be a
   * part of; none if it is not at least three digits with the signs people put between them. Four
   * digits are the last four, by which people know a caller. A leading 8 is also the way Russians
   * write +7.
   */
  public static List<String> patterns(String typed) {
    Optional<Phone> extended = parse(typed).phone().filter(phone -> !phone.extension().isEmpty());
    if (extended.isPresent()) return List.of(extended.get().e164 + "%");
    if (!typed.matches("[+\\d\\s().-]+")) return List.of();
    String digits = typed.replaceAll("\\D", "");
    if (digits.length() < SHORTEST_PART) return List.of();
    if (typed.startsWith("+")) return List.of("+" + digits + "%");
    if (digits.length() == LAST_DIGITS)
      return List.of("%" + digits, "%" + digits + EXTENSION + "%");
    return digits.startsWith("8")
        ? List.of("%" + digits + "%", "+7" + digits.substring(1) + "%")
        : List.of("%" + digits + "%");
  }

  /** What is dialled, without the extension. */
  public Phone number() {
    int end = e164.indexOf(EXTENSION);
    return end < 0 ? this : new Phone(e164.substring(0, end));
  }

  /** The digits of the extension; empty if it has none. */
  public String extension() {
    int end = e164.indexOf(EXTENSION);
    return end < 0 ? "" : e164.substring(end + EXTENSION.length());
  }

  /**
   * A condition of SQL, with the parameter {@code phone}, that a column is reached by this phone: a
   * number reaches itself and all its extensions, an extension itself alone. Indexes serve it.
   */
  public String reaches(String column) {
    return extension().isEmpty()
        ? "split_part(%s, ';', 1) = :phone".formatted(column)
        : column + " = :phone";
  }

  /** As people read it: {@code +7 991 208-45-43}, {@code +7 495 123-45-67 доб. 12}. */
  public String shown() {
    if (equals(REMOVED)) return "—";
    try {
      String number =
          NUMBERS.format(NUMBERS.parse(number().e164, HOME), PhoneNumberFormat.INTERNATIONAL);
      return extension().isEmpty()
          ? number
          : Messages.get("clients.phone.extension", number, extension());
    } catch (NumberParseException e) {
      return e164;
    }
  }

  @Override
  public String toString() {
    return e164;
  }

  private static Parsed tooShort() {
    return new Parsed.Invalid(
        new Text(
            "В телефоне не хватает цифр: введите номер целиком, с кодом.",
            "The phone number lacks digits: give the whole number, with its area code."));
  }

  private static Parsed noSuchNumber() {
    return new Parsed.Invalid(
        new Text(
            "Такого телефона не бывает: проверьте номер, у иностранного укажите код страны с"
                + " плюсом.",
            "There is no such phone number: check it, and give a foreign one with a plus and its"
                + " country code."));
  }

  /** What a typed phone turned out to be. */
  public sealed interface Parsed {
    record Valid(Phone value) implements Parsed {}

    /**
     * It is none.
     *
     * @param message what is wrong and what to do
     */
    record Invalid(Text message) implements Parsed {}

    default Optional<Phone> phone() {
      return this instanceof Valid(Phone value) ? Optional.of(value) : Optional.empty();
    }

    /**
     * What stands against the phone, empty if it is right.
     *
     * @param field the field to name in the violation
     */
    default Optional<Violation> violation(String field) {
      return this instanceof Invalid(Text message)
          ? Optional.of(new Violation(Violation.INVALID, field, message))
          : Optional.empty();
    }
  }
}
