package app.zamer.leads;

import app.zamer.users.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a lead; a null component stays as it is.
 *
 * @param owner the new owner
 * @param free whether to leave the lead to whoever takes it, instead
 */
public record LeadChange(
    @Nullable String title,
    @Nullable String clientName,
    @Nullable String source,
    @Nullable UserId owner,
    boolean free) {}
