package app.zamer.clients;

import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a client said of the handling of his personal data.
 *
 * @param given false if he took his consent back
 * @param saidOn the day on which he said so
 * @param document where the document is, or what else there is to know; may be empty
 * @param recordedBy the login of who wrote it down
 */
public record ClientConsent(
    long id,
    boolean given,
    LocalDate saidOn,
    ConsentSource source,
    String document,
    Instant recordedAt,
    String recordedBy) {
  /** As people read it, in one line. */
  public String shown() {
    return "%s, %s"
        .formatted(
            Messages.get(
                given ? "clients.consent.given" : "clients.consent.taken-back", Shown.day(saidOn)),
            Messages.get("clients.consent.source." + source.id()));
  }
}
