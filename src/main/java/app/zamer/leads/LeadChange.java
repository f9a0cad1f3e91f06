package app.zamer.leads;

import app.zamer.users.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a lead; a null component stays as it is.
 *
 * @param owner the new owner; empty to leave the lead to whoever takes it
 */
public record LeadChange(
    @Nullable String title,
    @Nullable String clientName,
    @Nullable String source,
    @Nullable Optional<UserId> owner) {}
