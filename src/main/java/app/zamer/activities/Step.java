package app.zamer.activities;

/**
 * A button that brings a person to what is to be done.
 *
 * @param way how the page gets there
 * @param address where to
 * @param fields what is sent there, one {@code name=value} or empty
 * @param label what stands on the button
 */
public record Step(Way way, String address, String fields, String label, String icon) {
  public enum Way {
    /** Another page. */
    LINK,
    /** Loaded into the dialog. */
    DIALOG,
    /** Done at once; what stands in the way is shown in the dialog. */
    DO
  }

  static Step link(String address, String label, String icon) {
    return new Step(Way.LINK, address, "", label, icon);
  }

  static Step dialog(String address, String label, String icon) {
    return new Step(Way.DIALOG, address, "", label, icon);
  }
}
