package app.zamer.deals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a deal as a form asks for it.
 *
 * @param name as in the HTTP API
 * @param type which input it is
 * @param value what stands in it: what was typed, or what the deal says
 * @param was what the deal said when the form was made
 * @param theirs what somebody else has made of it meanwhile, as people read it; null if nobody has
 * @param pick whether of the two values theirs was picked
 * @param absent whether it is said that there is none; null where that cannot be said
 * @param problems what is wrong with it, and which clauses want it
 */
public record DealInput(
    String name,
    String label,
    Type type,
    String value,
    String was,
    @Nullable String theirs,
    boolean pick,
    @Nullable Boolean absent,
    List<Choice> choices,
    List<Problem> problems) {
  public enum Type {
    TEXT,
    DAY,
    MONEY,
    YES_NO,
    CHOICE,
    LIST,
    /** One of a few words, or anything else in own words. */
    WORDS
  }

  public record Choice(String value, String label) {}

  /**
   * @param clause null if it is wrong whatever the regulation says
   */
  public record Problem(@Nullable Quoted clause, String message) {}

  /** A clause that is quoted, for its text to be read in place. */
  public record Quoted(String id, String title, String text) {}

  /** What its element is called; a dot would be read as a class by a selector. */
  public String id() {
    return "f-" + name.replace('.', '-');
  }

  public boolean wrong() {
    return !problems.isEmpty();
  }
}
