package app.zamer.clients;

import java.time.Instant;

/**
 * A measurement visit on the page of the client.
 *
 * @param outcome the word of the regulation for what came of it; empty while nobody has said
 */
public record ClientVisit(
    String deal,
    String title,
    String engineer,
    Instant startsAt,
    Instant endsAt,
    boolean confirmed,
    String outcome,
    boolean calledOff) {}
