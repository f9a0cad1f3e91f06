package app.zamer.clients;

import org.jspecify.annotations.Nullable;

/**
 * A part of a phone as a person types it, ready for SQL that an index serves: {@code phone like
 * :inside or phone >= :from and phone < :to}. Any of the three is null where it finds nothing.
 *
 * @param inside a pattern for digits that may stand anywhere, the last four as well
 * @param from the first phone that starts so
 * @param to the first phone after those
 */
public record PhonePart(@Nullable String inside, @Nullable String from, @Nullable String to) {
  /** With fewer digits nearly every phone would be found. */
  private static final int FEWEST = 3;

  private static final PhonePart NONE = new PhonePart(null, null, null);

  /**
   * The part that {@code typed} is; {@link #isNone} if that is not digits with the signs people put
   * between them.
   */
  public static PhonePart of(String typed) {
    String text = typed.strip();
    if (Phone.parse(text) instanceof Phone.Parsed.Valid(Phone extended)
        && !extended.extension().isEmpty()) {
      return new PhonePart(null, extended.e164(), after(extended.e164()));
    }
    if (!text.matches("[+0-9\\s().-]+")) return NONE;
    String digits = text.replaceAll("[^0-9]", "");
    if (digits.length() < FEWEST) return NONE;
    if (Phone.parse(text) instanceof Phone.Parsed.Valid(Phone whole))
      return new PhonePart(null, whole.e164(), after(whole.e164()));
    if (text.startsWith("+")) return new PhonePart(null, "+" + digits, after("+" + digits));
    if (!digits.startsWith("8")) return new PhonePart("%" + digits + "%", null, null);
    // Russians write 8 for +7, but the 8 can also stand in the middle of a number
    String start = "+7" + digits.substring(1);
    return new PhonePart("%" + digits + "%", start, after(start));
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /** What follows the nine and the semicolon, so that everything that starts so is less. */
  private static String after(String start) {
    return start + "<";
  }
}
