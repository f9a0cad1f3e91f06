package app.zamer.regulation;

/**
 * An expression of the regulation file that cannot be worked out for some deal: it divides by
 * nothing, takes the value of what has none, or goes beyond its limits. The engine takes it as a
 * clause that is not met and never lets it out.
 */
public final class Uncomputable extends RuntimeException {
  private final transient Place place;

  /**
   * @param message why, in the compiler's English
   */
  public Uncomputable(Place place, String message) {
    super(message, null, false, false);
    this.place = place;
  }

  /** Where the expression stands; line and column count from 1. */
  public record Place(String file, int line, int column) {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  public Place place() {
    return place;
  }

  /** What stands in the way where a clause cannot be worked out. */
  Violation of(String rule) {
    return new Violation(
        rule,
        null,
        new Text(
            "Пункт %s не вычисляется (%s) — сообщите администратору.".formatted(rule, place),
            "Clause %s cannot be worked out (%s); tell the administrator.".formatted(rule, place)));
  }
}
