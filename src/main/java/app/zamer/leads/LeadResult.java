package app.zamer.leads;

import java.util.Locale;

/** What came of a lead (LEAD-3); the API writes it in lower case. */
public enum LeadResult {
  /** A client and a deal were made of it. */
  CONVERTED,
  /** It came to nothing, for a reason that is written down. */
  DISQUALIFIED;

  /** The name in the API and in the database. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no result has this name
   */
  static LeadResult of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
