package app.zamer.users;

import java.time.Instant;
import java.util.Map;

/**
 * An entry of the journal.
 *
 * @param byName empty if it was no user of today
 * @param subjectName the name of the user it was done to; empty if it was done to something else
 * @param detail what else is known, as it was written
 */
public record AuditLine(
    long id,
    Instant at,
    String by,
    String byName,
    String what,
    String subject,
    String subjectName,
    Map<String, Object> detail) {}
