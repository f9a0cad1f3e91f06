package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of a ledger record as it was asked for, by a JSON Merge Patch (RFC 7396) or by a form:
 * what it changes, and what is wrong with it.
 *
 * @param fields new values of the deal's fields, by their names; what is wrong is cleared, and
 *     refused by {@code wrong}
 * @param status the status it asks for; null if it asks for none
 * @param asksStatus whether it names the status, rightly or not
 * @param others whether it names anything besides the status
 */
record LedgerEdit(
    Map<String, @Nullable Object> fields,
    @Nullable MeasurementStatus status,
    boolean asksStatus,
    boolean others,
    List<Violation> wrong) {
  private static final int LONGEST_TEXT = 500;
  private static final Set<String> DATE_KINDS = Set.of("", "exact", "approximate");
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

  static LedgerEdit of(ObjectNode patch) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    var wrong = new ArrayList<Violation>();
    MeasurementStatus status = null;
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      switch (field.getKey()) {
        case "plannedDate" -> fields.put("measurement.date", plannedDate(value, wrong));
        case "dateKind" -> fields.put("measurement.dateKind", dateKind(value, wrong));
        case "estimateAmount" -> fields.put("estimate.amount", estimateAmount(value, wrong));
        case "videoAllowed" -> fields.put("measurement.videoAllowed", videoAllowed(value, wrong));
        case "status" -> status = status(value, wrong);
        default -> wrong.add(unknown(field.getKey()));
      }
    }
    boolean asksStatus = patch.has("status");
    return new LedgerEdit(fields, status, asksStatus, !asksStatus || patch.size() > 1, wrong);
  }

  /**
   * What somebody typed into the form of a record, whose fields have the names of the deal's.
   *
   * @param form what is wrong with it is noted there
   */
  static LedgerEdit of(Form form) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (String name : FORM) {
      if (form.has(name)) {
        fields.put(name, typed(form, name));
      }
    }
    boolean asksStatus = form.has("status");
    MeasurementStatus status =
        asksStatus ? MeasurementStatus.find(form.text("status")).orElse(null) : null;
    var wrong = new ArrayList<Violation>(form.wrong());
    if (asksStatus && status == null) {
      wrong.add(MeasurementStatus.unknown());
    }
    return new LedgerEdit(fields, status, asksStatus, !asksStatus || !fields.isEmpty(), wrong);
  }

  private static @Nullable Object typed(Form form, String name) {
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
    String text = form.text(name, LONGEST_TEXT);
    if (name.equals("measurement.dateKind") && !DATE_KINDS.contains(form.text(name))) {
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
      return LocalDate.parse(value.isString() ? value.stringValue() : "");
    } catch (DateTimeParseException e) {
      wrong.add(
          Violation.invalid(
              "plannedDate", "Укажите дату в виде 2026-03-10.", "Give a date such as 2026-03-10."));
      return null;
    }
  }

  private static String dateKind(JsonNode value, List<Violation> wrong) {
    String kind = value.isNull() ? "" : value.isString() ? value.stringValue() : "?";
    if (!DATE_KINDS.contains(kind)) {
      wrong.add(
          Violation.invalid(
              "dateKind",
              "Укажите exact (точная) или approximate (примерная).",
              "Give exact or approximate."));
      return "";
    }
    return kind;
  }

  private static @Nullable BigDecimal estimateAmount(JsonNode value, List<Violation> wrong) {
    if (!value.isNull() && !value.isNumber()) {
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

  private static @Nullable MeasurementStatus status(JsonNode value, List<Violation> wrong) {
    Optional<MeasurementStatus> status =
        value.isString() ? MeasurementStatus.find(value.stringValue()) : Optional.empty();
    if (status.isEmpty()) {
      wrong.add(MeasurementStatus.unknown());
    }
    return status.orElse(null);
  }

  private static Violation unknown(String field) {
    return READ_ONLY.contains(field)
        ? Violation.invalid(
            field, "Это поле в учёте не меняют.", "This field cannot be changed in the ledger.")
        : Violation.invalid(field, "Такого поля нет.", "There is no such field.");
  }
}
