package app.zamer.deals;

import app.zamer.deals.DealInput.Choice;
import java.util.List;

/**
 * What removes an obstacle that no field of the deal removes.
 *
 * @param address where the dialog comes from, or where the request goes to
 * @param people who can be asked into the chat, for {@link Kind#INVITE}
 */
public record Mend(Kind kind, String label, String address, List<Choice> people) {
  public enum Kind {
    /** Another dialog. */
    DIALOG,
    /** One click. */
    CLICK,
    UPLOAD,
    INVITE,
    PAGE
  }

  static Mend of(Kind kind, String label, String address) {
    return new Mend(kind, label, address, List.of());
  }
}
