package app.zamer.deals;

import app.zamer.regulation.DealField;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a deal from a form of a page. What people type becomes what the API takes,
 * and {@link DealBody} checks it, whichever way it came.
 *
 * <p>A form may carry what a field was when it was shown, as {@code was.<field>}: a field that was
 * left as it was is no part of the change, so that what somebody else wrote meanwhile stays.
 */
final class DealForm {
  /** Before the name of a field: what it was when the form was made. */
  static final String WAS = "was.";

  /** Before the name of a part of the address: there is none. */
  static final String ABSENT = "absent.";

  /** Before the name of a field that two have changed: {@code theirs} leaves what is stored. */
  static final String PICK = "pick.";

  static final String DASH = "-";

  /** The name of a comment that is pinned along with the change. */
  static final String COMMENT = "comment";

  /** Asks for what is lacking alone, in a window that would show more. */
  static final String LACKING = "lacking";

  private static final List<String> OWN = List.of("title", "source", "owner");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A form in which nothing was typed yet. */
  static final DealForm NOTHING = new DealForm(Map.of());

  private final Form form;
  private final DealBody body;
  private final Set<String> fields = new LinkedHashSet<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final List<Violation> wrong = new ArrayList<>();

  /**
   * @param typed the fields by their names in the API; others are not looked at
   */
  DealForm(Map<String, String> typed) {
    form = new Form(typed);
    ObjectNode json = JSON.objectNode();
    for (String name : OWN) {
      if (form.has(name)) {
        read(json, name, JSON.stringNode(form.text(name)), JSON.stringNode(was(name)));
      }
    }
    for (DealField field : DealField.values()) {
      if (DealBody.changeable(field.id()).isPresent() && asked(field.id())) {
        read(field, json);
      }
    }
    body = DealBody.read(json, Set.of());
    wrong.addAll(form.wrong());
    wrong.addAll(body.wrong());
    if (!form.text(COMMENT).isEmpty()) {
      DealComments.wrong(COMMENT, form.typed(COMMENT)).ifPresent(wrong::add);
    }
  }

  private void read(DealField field, ObjectNode json) {
    String name = field.id();
    int before = form.wrong().size();
    JsonNode value = value(form, field, name);
    if (form.wrong().size() > before) {
      fields.add(name);
      return;
    }
    Form then = new Form(Map.of(name, was(name)));
    read(json, name, value, value(then, field, name));
  }

  private void read(ObjectNode json, String name, JsonNode value, JsonNode was) {
    fields.add(name);
    boolean left = form.typed(PICK + name).equals("theirs");
    if (!left && (!form.has(WAS + name) || !value.equals(was))) {
      json.set(name, value);
      changed.add(name);
    }
  }

  private static JsonNode value(Form form, DealField field, String name) {
    if (field.type().equals(LocalDate.class)) {
      LocalDate day = form.day(name);
      return day == null ? JSON.nullNode() : JSON.stringNode(day.toString());
    }
    if (field.type().equals(BigDecimal.class)) {
      BigDecimal amount = form.amount(name);
      return amount == null ? JSON.nullNode() : JSON.numberNode(amount.stripTrailingZeros());
    }
    if (field.type().equals(Boolean.class)) {
      Boolean answer = form.answer(name);
      return answer == null ? JSON.nullNode() : JSON.booleanNode(answer);
    }
    String text = form.text(name);
    return JSON.stringNode(text.isEmpty() && form.has(ABSENT + name) ? DASH : text);
  }

  /** Whether the form asks for a field, answered or not. */
  boolean asked(String name) {
    return form.has(name) || form.has(ABSENT + name);
  }

  /** The names of the fields that the form asks for, answered or not. */
  Set<String> fields() {
    return fields;
  }

  /** The names of the fields that were answered otherwise than they were when the form was made. */
  Set<String> changed() {
    return changed;
  }

  /**
   * Whether the form has an answer of the person's own: not what the field was, which somebody else
   * may have changed meanwhile.
   */
  boolean answers(String name) {
    return asked(name)
        && (!form.has(WAS + name)
            || changed.contains(name)
            || form.has(PICK + name)
            || wrong.stream().anyMatch(violation -> name.equals(violation.field())));
  }

  /** Whether what was typed means the same as this. */
  boolean says(String name, String value) {
    DealField field = DealBody.changeable(name).orElse(null);
    return field == null
        ? form.text(name).equals(value)
        : value(form, field, name).equals(value(new Form(Map.of(name, value)), field, name));
  }

  String typed(String name) {
    return form.typed(name);
  }

  boolean has(String name) {
    return form.has(name);
  }

  /** What a field was when the form was made; empty if it was, or if the form does not say. */
  String was(String name) {
    return form.typed(WAS + name);
  }

  /** A comment to be pinned along with the change; null if none was written. */
  @Nullable String comment() {
    String text = form.text(COMMENT);
    return text.isEmpty() ? null : text;
  }

  /** The version of the deal that the form was made from; null if it does not say. */
  @Nullable Long version() {
    return new Form(Map.of("version", form.typed("version"))).number("version");
  }

  /** Everything that cannot be read, or is wrong whatever the regulation says. */
  List<Violation> wrong() {
    return wrong;
  }

  /** The change, without what is wrong. */
  DealEdit edit() {
    return body.edit();
  }
}
