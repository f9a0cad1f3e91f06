package app.zamer.telephony;

/** A call's number here; the exchange's own id is something else. */
public record CallId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
