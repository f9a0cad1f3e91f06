package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.StrictValues;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of a ledger record as it was asked for, by a JSON Merge Patch (RFC 7396) or by a form:
 * what it changes, and what is wrong with it.
 *
 * @param fields new values of the deal's fields, by their names; what is wrong is cleared, and
 *     refused by {@code wrong}
 * @param asksStatus whether it names the status, rightly or not
 * @param others whether it names anything besides the status
 */
record LedgerEdit(
    Map<String, @Nullable Object> fields,
    boolean asksStatus,
    boolean others,
    List<Violation> wrong) {
  private static final String STATUS = DealField.MEASUREMENT_STATUS.id();
  private static final String DATE_KIND = DealField.DATE_KIND.id();
  private static final List<String> FORM =
      List.of(
          "measurement.date",
          "measurement.dateKind",
          "measurement.videoAllowed",
          "estimate.amount",
          "contract.number",
          "contract.amount",
          "contract.discount",
          "contract.clientName");
  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "deal",
          "title",
          "client",
          "address",
          "manager",
          "decidedOn",
          "stampedAt",
          "stampedBy",
          "visit",
          "contract",
          "version");

  static LedgerEdit of(ObjectNode patch, Regulation regulation) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    var wrong = new ArrayList<Violation>();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      switch (field.getKey()) {
        case "plannedDate" -> fields.put("measurement.date", plannedDate(value, wrong));
        case "dateKind" ->
            fields.put(
                DATE_KIND,
                value.isNull() ? "" : word(regulation, DATE_KIND, "dateKind", value, wrong));
        case "estimateAmount" -> fields.put("estimate.amount", estimateAmount(value, wrong));
        case "videoAllowed" -> fields.put("measurement.videoAllowed", videoAllowed(value, wrong));
        case "status" -> {
          String status = word(regulation, STATUS, "status", value, wrong);
          if (!status.isEmpty()) {
            fields.put(STATUS, status);
          }
        }
        default -> wrong.add(unknown(field.getKey()));
      }
    }
    boolean asksStatus = patch.has("status");
    return new LedgerEdit(fields, asksStatus, !asksStatus || patch.size() > 1, wrong);
  }

  /**
   * What somebody typed into the form of a record, whose fields have the names of the deal's.
   *
   * @param form what is wrong with it is noted there
   */
  static LedgerEdit of(Form form, Regulation regulation) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (String name : FORM) {
      if (form.has(name)) {
        fields.put(name, typed(form, name, regulation));
      }
    }
    boolean asksStatus = form.has("status");
    boolean others = !asksStatus || !fields.isEmpty();
    var wrong = new ArrayList<Violation>(form.wrong());
    if (asksStatus) {
      String status = form.text("status");
      if (regulation.knows(STATUS, status)) {
        fields.put(STATUS, status);
      } else {
        wrong.add(unknown(regulation, STATUS, "status"));
      }
    }
    return new LedgerEdit(fields, asksStatus, others, wrong);
  }

  private static @Nullable Object typed(Form form, String name, Regulation regulation) {
    Class<?> type = DealField.of(name).type();
    if (type.equals(LocalDate.class)) {
      return form.day(name);
    }
    if (type.equals(BigDecimal.class)) {
      return Amount.kept(form.amount(name));
    }
    if (type.equals(Boolean.class)) {
      return form.answer(name);
    }
    String text = form.text(name, Integer.MAX_VALUE);
    if (name.equals(DATE_KIND)
        && !form.text(name).isEmpty()
        && !regulation.knows(name, form.text(name))) {
      form.wrong(name, "ledger.edit.date-kind");
      return "";
    }
    return text == null ? "" : text;
  }

  DealFacts applied(DealFacts facts) {
    DealFacts changed = facts;
    for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
      changed = changed.with(field.getKey(), field.getValue());
    }
    return changed;
  }

  private static @Nullable LocalDate plannedDate(JsonNode value, List<Violation> wrong) {
    if (value.isNull()) {
      return null;
    }
    try {
      return StrictValues.day(value.isString() ? value.stringValue() : "");
    } catch (DateTimeException e) {
      wrong.add(
          Violation.invalid(
              "plannedDate", "Укажите дату в виде 2026-03-10.", "Give a date such as 2026-03-10."));
      return null;
    }
  }

  /** One of the words of a field; empty if it is none of them, and then that is noted. */
  private static String word(
      Regulation regulation, String field, String name, JsonNode value, List<Violation> wrong) {
    String word = value.isString() ? value.stringValue() : "";
    if (regulation.knows(field, word)) {
      return word;
    }
    wrong.add(unknown(regulation, field, name));
    return "";
  }

  /** What to say about a word that is none of a field's. */
  static Violation unknown(Regulation regulation, String field, String name) {
    String words = regulation.words(field).stream().map(Word::id).collect(Collectors.joining(", "));
    return field.equals(STATUS)
        ? Violation.invalid(
            name,
            "Такого статуса нет. Есть: " + words + ".",
            "There is no such status. There are: " + words + ".")
        : Violation.invalid(
            name, "Допустимые значения: " + words + ".", "Possible values: " + words + ".");
  }

  private static @Nullable BigDecimal estimateAmount(JsonNode value, List<Violation> wrong) {
    // 1e999 is a number in JSON
    boolean number = value.isNumber() && Double.isFinite(value.doubleValue());
    if (!value.isNull() && !number) {
      wrong.add(
          Violation.invalid(
              "estimateAmount", "Укажите сумму числом.", "Give the amount as a number."));
      return null;
    }
    BigDecimal amount = value.isNull() ? null : value.decimalValue();
    return Amount.check("estimateAmount", amount, wrong) ? Amount.kept(amount) : null;
  }

  private static @Nullable Boolean videoAllowed(JsonNode value, List<Violation> wrong) {
    if (!value.isNull() && !value.isBoolean()) {
      wrong.add(
          Violation.invalid("videoAllowed", "Укажите true или false.", "Give true or false."));
      return null;
    }
    return value.isNull() ? null : value.booleanValue();
  }

  private static Violation unknown(String field) {
    return READ_ONLY.contains(field)
        ? Violation.invalid(
            field, "Это поле в учёте не меняют.", "This field cannot be changed in the ledger.")
        : Violation.invalid(field, "Такого поля нет.", "There is no such field.");
  }
}
