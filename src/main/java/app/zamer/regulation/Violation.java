package app.zamer.regulation;

import org.jspecify.annotations.Nullable;

/**
 * One thing that stands in the way: the clause that is not met, the field that would mend it (in
 * the names of the HTTP API, absent where no single field would), and a sentence that says what to
 * do.
 */
public record Violation(String rule, @Nullable String field, Text message) {
  /** The {@link #rule} of a value that is wrong in itself, whatever the regulation says. */
  public static final String INVALID = "INPUT";

  public static Violation invalid(String field, String ru, String en) {
    return new Violation(INVALID, field, new Text(ru, en));
  }
}
