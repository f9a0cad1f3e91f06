package app.zamer.regulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What pages, history and refusals of the program refer to a clause for; which one it is, the
 * section {@code references} of the regulation file says.
 */
public enum Topic {
  /** A deal stands in one stage. */
  STAGE,
  /** A request or a call becomes a lead, a deal gets its call-back. */
  LEAD_INTAKE,
  /** A lead that nobody has answered is called again. */
  LEAD_ATTEMPT,
  /** Work with a lead ends. */
  LEAD_CLOSE,
  /** An open deal has something planned. */
  DEAL_IDLE,
  /** Deal and ledger agree. */
  LEDGER_SAME,
  /** The ledger's status is changed by who may, for others on demand. */
  LEDGER_STATUS,
  /** An estimate gets its stamp. */
  STAMP,
  /** A visit is created. */
  VISIT_PLAN,
  /** A visit that nobody has confirmed. */
  VISIT_UNCONFIRMED,
  /** The manager is there during the visit. */
  VISIT_PRESENCE,
  /** What follows a visit without a contract. */
  VISIT_WITHOUT_CONTRACT,
  /** The second visit has its date … */
  REPEAT_DATE,
  /** … which lies ahead. */
  REPEAT_DATE_AHEAD;

  /** As it is written in the file. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Topic> find(String id) {
    return Arrays.stream(values()).filter(topic -> topic.id().equals(id)).findFirst();
  }
}
