package app.zamer.clients;

/** A client's number. */
public record ClientId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
