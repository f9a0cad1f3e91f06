package app.zamer.activities;

import org.jspecify.annotations.Nullable;

/**
 * A button that brings a person to what is to be done.
 *
 * @param way how the page gets there
 * @param address where to
 * @param to the stage that is sent there; empty if nothing is
 * @param label what stands on the button
 */
public record Step(Way way, String address, String to, String label, String icon) {
  public enum Way {
    /** Another page. */
    LINK,
    /** Loaded into the dialog. */
    DIALOG,
    /** Done at once; what stands in the way is shown in the dialog. */
    DO
  }

  public static Step link(String address, String label, String icon) {
    return new Step(Way.LINK, address, "", label, icon);
  }

  public static Step dialog(String address, String label, String icon) {
    return new Step(Way.DIALOG, address, "", label, icon);
  }

  /** What is sent along, as the page writes it; null if nothing is. */
  public @Nullable String sent() {
    return to.isEmpty() ? null : "{\"to\": \"" + to + "\"}";
  }
}
