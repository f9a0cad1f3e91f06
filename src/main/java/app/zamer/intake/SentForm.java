package app.zamer.intake;

import app.zamer.clients.Phone;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A form as a visitor has filled it in. */
final class SentForm {
  static final String NAME = "name";
  static final String PHONE = "phone";
  static final String WISH = "wish";
  static final String CALL = "call";
  static final String COMMENT = "comment";
  static final String CONSENT = "consent";
  static final String TOKEN = "token";

  /** What no person sees and fills in. */
  static final String TRAP = "website";

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_WISH = 200;
  private static final int LONGEST_COMMENT = 1000;
  private static final List<String> FIELDS = List.of(NAME, PHONE, WISH, CALL, COMMENT, CONSENT);

  private final Form form;
  private final List<Violation> wrong = new ArrayList<>();
  private final @Nullable Phone phone;
  private final CallTime call;

  /**
   * @param typed the fields by their names; others are not looked at
   */
  SentForm(Map<String, String> typed) {
    form = new Form(typed);
    if (name().isEmpty()) {
      wrong(NAME, "intake.form.name.missing");
    } else if (name().length() > LONGEST_NAME || unprintable(name())) {
      wrong(NAME, "intake.form.longest", LONGEST_NAME);
    }
    Phone.Parsed parsed = Phone.parse(form.typed(PHONE));
    phone = parsed.phone().orElse(null);
    parsed.violation(PHONE).ifPresent(wrong::add);
    if (wish().length() > LONGEST_WISH || unprintable(wish())) {
      wrong(WISH, "intake.form.longest", LONGEST_WISH);
    }
    call = CallTime.find(form.text(CALL)).orElse(CallTime.ANY);
    if (comment().length() > LONGEST_COMMENT || form.typed(COMMENT).indexOf('\0') >= 0) {
      wrong(COMMENT, "intake.form.longest", LONGEST_COMMENT);
    }
    if (!Boolean.TRUE.equals(form.answer(CONSENT))) {
      wrong(CONSENT, "intake.form.consent.missing");
    }
  }

  private void wrong(String field, String key, Object... arguments) {
    wrong.add(new Violation(Violation.INVALID, field, Messages.text(key, arguments)));
  }

  private static boolean unprintable(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  List<Violation> wrong() {
    return wrong;
  }

  Map<String, String> typed() {
    return form.typed();
  }

  String token() {
    return form.text(TOKEN);
  }

  /** Whether it was filled in by a program that fills in everything. */
  boolean trapped() {
    return !form.typed(TRAP).isEmpty();
  }

  String name() {
    return form.text(NAME);
  }

  Phone phone() {
    return Objects.requireNonNull(phone, "checked before");
  }

  private String wish() {
    return form.text(WISH);
  }

  private String comment() {
    return form.text(COMMENT).replace("\r\n", "\n");
  }

  /** All that a person says by it, to be compared. */
  String content() {
    return FIELDS.stream()
        .map(field -> field.equals(PHONE) && phone != null ? phone.e164() : form.text(field))
        .collect(Collectors.joining("\n"));
  }

  /**
   * What the company keeps of it on a lead, as a manager reads it; in Russian, as everything that
   * is kept.
   */
  String told(IntakeForm of) {
    return told("intake.told.form", of);
  }

  /** The same for a deal, where nothing else says what it is. */
  String toldOnDeal(IntakeForm of) {
    return told("intake.told", of);
  }

  private String told(String beginning, IntakeForm of) {
    List<String> lines = new ArrayList<>();
    lines.add(said(beginning, of.name()));
    lines.add(said("intake.told.name", name()));
    if (!wish().isEmpty()) {
      lines.add(said("intake.told.wish", wish()));
    }
    if (call != CallTime.ANY) {
      lines.add(said("intake.told.call", call.text().ru()));
    }
    if (!comment().isEmpty()) {
      lines.add(said("intake.told.comment", comment()));
    }
    lines.add(said("intake.told.consent", of.consentVersion()));
    return String.join("\n", lines);
  }

  private static String said(String key, Object... arguments) {
    return Messages.text(key, arguments).ru();
  }
}
