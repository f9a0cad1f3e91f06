package app.zamer.reports;

/** What part one number is of another, as people read it. */
public final class Share {
  private Share() {}

  /** Such as {@code 42 %}; a dash if there is nothing to be a part of. */
  public static String of(long part, long whole) {
    return whole == 0 ? "—" : Math.round(100.0 * part / whole) + "\u00a0%";
  }
}
