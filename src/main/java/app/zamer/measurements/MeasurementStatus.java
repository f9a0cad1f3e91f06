package app.zamer.measurements;

import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the ledger «Учёт клиентов» says about a measurement; the ids are those of the API. */
public enum MeasurementStatus {
  PLANNED("planned", "Назначен", "Planned"),
  CONFIRMED("confirmed", "Подтверждён", "Confirmed"),
  REPEAT_VISIT("repeat-visit", "Повторный выезд", "Repeat visit"),
  DONE("done", "Проведён", "Done"),
  CONTRACT("contract", "Договор", "Contract"),
  NO_SHEET("no-sheet", "Нет замерного листа", "No measurement sheet"),
  REFUSED_BEFORE("refused-before", "Отказ до замера", "Refused before the measurement"),
  REFUSED_AFTER("refused-after", "Отказ после замера", "Refused after the measurement"),
  CANCELLED("cancelled", "Не состоялся", "Did not take place");

  private final String id;
  private final Text text;

  MeasurementStatus(String id, String ru, String en) {
    this.id = id;
    this.text = new Text(ru, en);
  }

  public String id() {
    return id;
  }

  /** The name people read. */
  public Text text() {
    return text;
  }

  /** What to say about a word that is none of them. */
  static Violation unknown() {
    String ids =
        Arrays.stream(values()).map(MeasurementStatus::id).collect(Collectors.joining(", "));
    return Violation.invalid(
        "status",
        "Такого статуса нет. Есть: " + ids + ".",
        "There is no such status. There are: " + ids + ".");
  }

  /** The status with this id, empty if there is none. */
  public static Optional<MeasurementStatus> find(String id) {
    return Arrays.stream(values()).filter(status -> status.id.equals(id)).findFirst();
  }
}
