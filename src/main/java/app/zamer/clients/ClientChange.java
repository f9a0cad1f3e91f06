package app.zamer.clients;

import app.zamer.web.Messages;
import java.time.Instant;

/**
 * A change of a client.
 *
 * @param field {@code name}, {@code phones}, {@code main-phone}, {@code merged} or {@code parted}
 */
public record ClientChange(Instant at, String by, String field, String before, String after) {
  /** As people read it. */
  public String shown() {
    return switch (field) {
      case "name" -> Messages.get("clients.change.name", before, after);
      case "merged" -> Messages.get("clients.change.merged", before, after);
      case "parted" -> Messages.get("clients.change.parted", before, after);
      case "main-phone" -> Messages.get("clients.change.main-phone", phone(after));
      default ->
          after.isEmpty()
              ? Messages.get("clients.change.phone-removed", phone(before))
              : Messages.get("clients.change.phone", phone(after));
    };
  }

  // a removed one is not a phone any longer
  private static String phone(String text) {
    return text.startsWith("+") ? new Phone(text).shown() : text;
  }
}
