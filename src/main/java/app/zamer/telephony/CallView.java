package app.zamer.telephony;

import app.zamer.clients.Phone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What pages show of calls. */
public final class CallView {
  private CallView() {}

  /**
   * Whom a number belongs to.
   *
   * @param title empty for another's
   * @param href where the card is; null if the one who looks may not see it
   * @param owner the owner's name; empty if it is nobody's, or another's that he may not see
   */
  public record Of(boolean deal, long id, String title, @Nullable String href, String owner) {}

  /**
   * A call that rings on somebody's screen, or that he has answered.
   *
   * @param phone null if it is hidden
   * @param client empty if the number is nobody's
   * @param clientHref null if the number is nobody's, or another's
   * @param of the client's open deal, or the number's open lead; null if there is neither
   * @param stage the name of the deal's stage; empty for a lead
   */
  public record Ringing(
      long id,
      boolean incoming,
      boolean answered,
      @Nullable Phone phone,
      String client,
      @Nullable String clientHref,
      @Nullable Of of,
      String stage,
      Instant startedAt) {}

  /**
   * A number that is to be called back.
   *
   * @param ago how long ago the latest call was, in words
   * @param tries how often it was called back in vain
   * @param callBackAt when it is to be called back; null if nothing is planned
   * @param late whether that moment has passed
   */
  public record Waiting(
      long id,
      Phone phone,
      String client,
      @Nullable String clientHref,
      @Nullable Of of,
      String person,
      Instant lastAt,
      String ago,
      int times,
      int tries,
      @Nullable Instant callBackAt,
      boolean late,
      boolean mine) {}

  /**
   * A call of the list of all.
   *
   * @param person who spoke or would have; empty if that is not known
   * @param client empty if the number is nobody's
   */
  public record Line(
      Call call, String person, String client, @Nullable String clientHref, @Nullable Of of) {}
}
