package app.zamer.deals;

import app.zamer.regulation.DealField;
import app.zamer.regulation.Violation;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import app.zamer.web.StrictValues;
import app.zamer.web.Sum;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a deal from JSON as a merge patch has them (RFC 7396): what is absent stays,
 * null clears. It finds everything that is wrong at once.
 */
final class DealBody {
  static final int LONGEST_TEXT = 200;
  private static final Set<String> GROUPS =
      Set.of("address", "estimate", "measurement", "contract", "loss");
  private static final Map<String, DealField> CHANGEABLE = changeable();

  private final List<Violation> wrong = new ArrayList<>();
  private final Map<DealField, Object> fields = new HashMap<>();
  private @Nullable String title;
  private @Nullable String source;
  private @Nullable UserId owner;

  /**
   * @param besides names that the caller reads himself
   */
  static DealBody read(JsonNode json, Set<String> besides) {
    var body = new DealBody();
    if (!json.isObject()) {
      body.wrong.add(
          Violation.invalid(
              "",
              "Ожидается объект JSON с полями сделки.",
              "A JSON object with fields of a deal is expected."));
      return body;
    }
    json.properties().stream()
        .filter(property -> !besides.contains(property.getKey()))
        .forEach(property -> body.top(property.getKey(), property.getValue()));
    return body;
  }

  /** The field with this name, if it is one that people change; empty if it is not. */
  static Optional<DealField> changeable(String name) {
    return Optional.ofNullable(CHANGEABLE.get(name));
  }

  /** The names of all fields of a deal itself that people change. */
  static Set<String> names() {
    return CHANGEABLE.keySet();
  }

  List<Violation> wrong() {
    return wrong;
  }

  DealEdit edit() {
    return new DealEdit(fields, title, source, owner);
  }

  private static Map<String, DealField> changeable() {
    var changeable = new HashMap<String, DealField>();
    for (DealField field : DealField.values()) {
      switch (field) {
        case STAGE,
            STAMPED_AT,
            STAMPED_BY,
            RETURNED_AT,
            DECIDED_ON,
            VISIT,
            VISIT_STARTS_AT,
            VISIT_ENDS_AT,
            VISIT_CONFIRMED_AT,
            VISIT_OUTCOME -> {}
        default -> changeable.put(field.id(), field);
      }
    }
    return Map.copyOf(changeable);
  }

  private void top(String name, JsonNode value) {
    switch (name) {
      case "title" -> title = required(name, value, NewDeal.LONGEST_TITLE);
      case "source" -> source = text(name, value, LONGEST_TEXT);
      case "owner" -> {
        String login = required(name, value, LONGEST_TEXT);
        owner = login == null ? null : new UserId(login);
      }
      default -> {
        if (GROUPS.contains(name) && value.isObject()) {
          value.properties().forEach(part -> field(name + "." + part.getKey(), part.getValue()));
        } else {
          field(name, value);
        }
      }
    }
  }

  private void field(String name, JsonNode value) {
    DealField field = CHANGEABLE.get(name);
    if (field == null) {
      wrong.add(
          Violation.invalid(
              name,
              "Поля «" + name + "» нет, или его не меняют так.",
              "There is no field “" + name + "”, or it is not changed this way."));
      return;
    }
    fields.put(field, value.isNull() ? null : value(field, value));
  }

  private @Nullable Object value(DealField field, JsonNode value) {
    if (field.type().equals(LocalDate.class)) {
      return date(field.id(), value);
    }
    if (field.type().equals(BigDecimal.class)) {
      return amount(field.id(), value);
    }
    if (field.type().equals(Boolean.class)) {
      if (!value.isBoolean()) {
        wrong.add(
            Violation.invalid(
                field.id(),
                "Ответьте да или нет (true или false).",
                "Answer yes or no (true or false)."));
        return null;
      }
      return value.booleanValue();
    }
    // how long it may be is asked of the regulation
    return text(field.id(), value, Integer.MAX_VALUE);
  }

  private @Nullable LocalDate date(String name, JsonNode value) {
    try {
      if (value.isString()) {
        return StrictValues.day(value.stringValue());
      }
    } catch (DateTimeException e) {
      // told below, as for anything else that is no date
    }
    wrong.add(
        Violation.invalid(
            name, "Дата пишется как 2026-03-14.", "A date is written as 2026-03-14."));
    return null;
  }

  private @Nullable BigDecimal amount(String name, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      wrong.add(
          Violation.invalid(
              name,
              "Сумма — число в рублях, например 115973.00.",
              "A sum is a number of RUB, such as 115973.00."));
      return null;
    }
    BigDecimal amount = value.decimalValue();
    Optional<Violation> violation = Sum.wrong(name, amount);
    if (violation.isPresent()) {
      wrong.add(violation.get());
      return null;
    }
    return amount;
  }

  private @Nullable String required(String name, JsonNode value, int longest) {
    String text = text(name, value, longest);
    if (text != null && text.isEmpty()) {
      wrong.add(
          Violation.invalid(name, "Это поле не может быть пустым.", "This field cannot be empty."));
      return null;
    }
    return text;
  }

  private @Nullable String text(String name, JsonNode value, int longest) {
    if (value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      wrong.add(Violation.invalid(name, "Ожидается текст.", "A text is expected."));
      return null;
    }
    String text = value.stringValue().strip();
    Optional<Violation> violation = wrongLine(name, text, longest);
    violation.ifPresent(wrong::add);
    return violation.isPresent() ? null : text;
  }

  /** What is wrong with a text; empty if there is none. */
  static Optional<Violation> wrongLine(String name, @Nullable String text, int longest) {
    if (text == null) {
      return Optional.empty();
    }
    if (text.strip().length() > longest) {
      return Optional.of(
          new Violation(Violation.INVALID, name, Messages.text("form.longest", longest)));
    }
    return text.indexOf('\0') >= 0
        ? Optional.of(new Violation(Violation.INVALID, name, Messages.text("form.unprintable")))
        : Optional.empty();
  }
}
