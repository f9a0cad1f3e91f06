package app.zamer.regulation;

/**
 * A deal's number; the regulation speaks of deals, so every module that belongs to a deal names it
 * by this.
 */
public record DealId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
