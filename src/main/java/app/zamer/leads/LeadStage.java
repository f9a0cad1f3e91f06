package app.zamer.leads;

import app.zamer.regulation.Text;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a lead stands: {@code new → no-answer → closed}, never back (LEAD-2, LEAD-3). Leads have
 * these three stages and no others, so they are written here until the regulation file has a
 * section on leads.
 */
public enum LeadStage {
  NEW("new", new Text("Новый лид", "New lead")),
  NO_ANSWER("no-answer", new Text("Недозвон", "No answer")),
  CLOSED("closed", new Text("Завершение работы с лидом", "Closed"));

  private final String id;
  private final Text text;

  LeadStage(String id, Text text) {
    this.id = id;
    this.text = text;
  }

  /** The name in the API and in the database. */
  public String id() {
    return id;
  }

  public Text text() {
    return text;
  }

  /** The stage of this name; empty if there is none. */
  public static Optional<LeadStage> of(String id) {
    return Arrays.stream(values()).filter(stage -> stage.id.equals(id)).findFirst();
  }
}
