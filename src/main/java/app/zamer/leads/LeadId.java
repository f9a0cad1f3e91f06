package app.zamer.leads;

/** A lead's number. */
public record LeadId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
