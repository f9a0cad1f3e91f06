package app.zamer.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of changeable resources as the {@code ETag} and {@code If-Match} headers write them. */
public final class ETags {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,18})\"?");

  private ETags() {}

  /** The {@code ETag} of a version, with its quotes. */
  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /** Whether a change does not say at all which version it changes. */
  public static boolean isMissing(@Nullable String ifMatch) {
    return ifMatch == null || ifMatch.isBlank();
  }

  /**
   * The version that an {@code If-Match} header asks for.
   *
   * @return null if the header is absent or {@code *}; −1, which no resource has, if it is none of
   *     our tags
   */
  public static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || isMissing(ifMatch) || ifMatch.strip().equals("*")) {
      return null;
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    return tag.matches() ? Long.parseLong(tag.group(1)) : -1L;
  }
}
