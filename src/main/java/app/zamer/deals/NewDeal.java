package app.zamer.deals;

import app.zamer.clients.ClientId;
import app.zamer.clients.Phone;
import app.zamer.users.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A deal to be opened.
 *
 * @param title null for a title made of the client's name
 * @param allowDuplicate open it even if the phone has an open deal
 * @param owner whose deal it will be; null for the one who opens it
 * @param client whose deal it is, who gets the phone if it is nobody's yet; a phone that is
 *     another's decides for that one; null if the phone alone decides
 */
public record NewDeal(
    String clientName,
    Phone phone,
    @Nullable String title,
    @Nullable String source,
    boolean allowDuplicate,
    @Nullable UserId owner,
    @Nullable ClientId client) {
  /** How many characters a deal's title has at most, and a lead's, which becomes one. */
  public static final int LONGEST_TITLE = 300;

  /** A deal of whoever has the phone. */
  public NewDeal(
      String clientName,
      Phone phone,
      @Nullable String title,
      @Nullable String source,
      boolean allowDuplicate,
      @Nullable UserId owner) {
    this(clientName, phone, title, source, allowDuplicate, owner, null);
  }
}
