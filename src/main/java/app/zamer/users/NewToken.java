package app.zamer.users;

import org.jspecify.annotations.Nullable;

/**
 * A token that somebody asks for.
 *
 * @param name what the owner will know it by
 * @param purpose the id of a {@link TokenPurpose}
 * @param days after how many days it expires; null if what was sent is no number
 */
public record NewToken(String name, String purpose, @Nullable Integer days) {
  /** After so many days a token expires, unless its owner says otherwise. */
  public static final int USUAL_DAYS = 90;
}
