package app.zamer.measurements;

import java.util.Arrays;
import java.util.Optional;

/** How the technologist's queue is divided. */
public enum StampPart {
  /** Sum and sheet are there. */
  READY("ready", "not " + Sql.RETURNED + " and " + Sql.SHEET),

  /** There is no sheet that could be looked at. */
  WITHOUT_SHEET("without-sheet", "not " + Sql.RETURNED + " and not " + Sql.SHEET),

  /** Given back, and the manager has neither mended it nor answered. */
  RETURNED("returned", Sql.RETURNED);

  private static final class Sql {
    // what the clause of the stamp asks of anybody but those who stamp, while it is not met
    private static final String RETURNED =
        """
        exists (select from activity r where r.kind = 'DEAL' and r.subject = d.id
          and r.rule = any (:rules) and r.role <> all (:roles) and r.state = 'PLANNED')\
        """;
    private static final String SHEET =
        """
        exists (select from file f where f.deal_id = d.id and f.kind = 'estimate-sheet'
          and f.removed_at is null)\
        """;
  }

  private final String id;
  private final String condition;

  StampPart(String id, String condition) {
    this.id = id;
    this.condition = condition;
  }

  /** As addresses and messages name it. */
  public String id() {
    return id;
  }

  /** In SQL, of a deal {@code d}. */
  String condition() {
    return "(" + condition + ")";
  }

  static Optional<StampPart> find(String id) {
    return Arrays.stream(values()).filter(part -> part.id.equals(id)).findFirst();
  }
}
