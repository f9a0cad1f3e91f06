package app.zamer.files;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A file of a deal, without its content.
 *
 * @param name as the person who uploaded it called it, without folders
 * @param contentType found out from the content
 * @param size in bytes
 * @param sha256 of the content, in small hexadecimal digits
 */
public record StoredFile(
    long id,
    DealId deal,
    FileKind kind,
    String name,
    String contentType,
    long size,
    String sha256,
    UserId uploadedBy,
    Instant uploadedAt) {}
