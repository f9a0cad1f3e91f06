package app.zamer.files;

import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A file, without its content.
 *
 * @param subject what it belongs to; the deal, if it was a lead's that has become one
 * @param name as the person who uploaded it called it, without folders
 * @param contentType found out from the content
 * @param size in bytes
 * @param sha256 of the content, in small hexadecimal digits
 */
public record StoredFile(
    long id,
    FileSubject subject,
    FileKind kind,
    String name,
    String contentType,
    long size,
    String sha256,
    UserId uploadedBy,
    Instant uploadedAt) {}
