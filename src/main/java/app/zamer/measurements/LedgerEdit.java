package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.Violation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Merge Patch (RFC 7396) of a ledger record, read: what it changes, and what is wrong with it.
 *
 * @param changes what it does to the facts, but for the status
 * @param status the status it asks for; null if it asks for none
 * @param asksStatus whether it names the status, rightly or not
 * @param others whether it names anything besides the status
 */
record LedgerEdit(
    List<UnaryOperator<DealFacts>> changes,
    @Nullable MeasurementStatus status,
    boolean asksStatus,
    boolean others,
    List<Violation> wrong) {
  private static final Set<String> READ_ONLY =
      Set.of(
          "id", "deal", "title", "client", "address", "manager", "decidedOn", "stampedAt", "stampedBy", "visit",
          "contract", "version");

  static LedgerEdit of(ObjectNode patch) {
    var changes = new ArrayList<UnaryOperator<DealFacts>>();
    var wrong = new ArrayList<Violation>();
    MeasurementStatus status = null;
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      switch (field.getKey()) {
        case "plannedDate" -> plannedDate(value, wrong).ifPresent(changes::add);
        case "dateKind" -> dateKind(value, wrong).ifPresent(changes::add);
        case "estimateAmount" -> estimateAmount(value, wrong).ifPresent(changes::add);
        case "videoAllowed" -> videoAllowed(value, wrong).ifPresent(changes::add);
        case "status" -> status = status(value, wrong);
        default -> wrong.add(unknown(field.getKey()));
      }
    }
    boolean asksStatus = patch.has("status");
    return new LedgerEdit(changes, status, asksStatus, !asksStatus || patch.size() > 1, wrong);
  }

  DealFacts applied(DealFacts facts) {
    DealFacts changed = facts;
    for (UnaryOperator<DealFacts> change : changes) {
      changed = change.apply(changed);
    }
    return changed;
  }

  private static Optional<UnaryOperator<DealFacts>> plannedDate(JsonNode value, List<Violation> wrong) {
    if (value.isNull()) {
      return Optional.of(facts -> measurement(facts, m -> new Measurement(null, "", m.decidedOn(), m.videoAllowed(), m.status())));
    }
    try {
      LocalDate date = LocalDate.parse(value.isString() ? value.stringValue() : "");
      return Optional.of(
          facts ->
              measurement(facts, m -> new Measurement(date, m.dateKind(), m.decidedOn(), m.videoAllowed(), m.status())));
    } catch (DateTimeParseException e) {
      wrong.add(
          Violation.invalid("plannedDate", "Укажите дату в виде 2026-03-10.", "Give a date such as 2026-03-10."));
      return Optional.empty();
    }
  }

  private static Optional<UnaryOperator<DealFacts>> dateKind(JsonNode value, List<Violation> wrong) {
    String kind = value.isNull() ? "" : value.isString() ? value.stringValue() : "?";
    if (!Set.of("", "exact", "approximate").contains(kind)) {
      wrong.add(
          Violation.invalid(
              "dateKind", "Укажите exact (точная) или approximate (примерная).", "Give exact or approximate."));
      return Optional.empty();
    }
    return Optional.of(
        facts -> measurement(facts, m -> new Measurement(m.date(), kind, m.decidedOn(), m.videoAllowed(), m.status())));
  }

  private static Optional<UnaryOperator<DealFacts>> estimateAmount(JsonNode value, List<Violation> wrong) {
    if (!value.isNull() && !value.isNumber()) {
      wrong.add(Violation.invalid("estimateAmount", "Укажите сумму числом.", "Give the amount as a number."));
      return Optional.empty();
    }
    BigDecimal amount = value.isNull() ? null : value.decimalValue();
    if (!Amount.check("estimateAmount", amount, wrong)) {
      return Optional.empty();
    }
    BigDecimal kept = Amount.kept(amount);
    return Optional.of(
        facts ->
            Facts.of(facts)
                .estimate(new Estimate(kept, facts.estimate().stampedAt(), facts.estimate().stampedBy()))
                .facts());
  }

  private static Optional<UnaryOperator<DealFacts>> videoAllowed(JsonNode value, List<Violation> wrong) {
    if (!value.isNull() && !value.isBoolean()) {
      wrong.add(Violation.invalid("videoAllowed", "Укажите true или false.", "Give true or false."));
      return Optional.empty();
    }
    Boolean allowed = value.isNull() ? null : value.booleanValue();
    return Optional.of(
        facts -> measurement(facts, m -> new Measurement(m.date(), m.dateKind(), m.decidedOn(), allowed, m.status())));
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
        ? Violation.invalid(field, "Это поле в учёте не меняют.", "This field cannot be changed in the ledger.")
        : Violation.invalid(field, "Такого поля нет.", "There is no such field.");
  }

  private static DealFacts measurement(DealFacts facts, UnaryOperator<Measurement> change) {
    return Facts.of(facts).measurement(change.apply(facts.measurement())).facts();
  }
}
