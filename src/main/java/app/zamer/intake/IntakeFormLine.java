package app.zamer.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A form in the list of forms.
 *
 * @param ownerName null if nobody gets the leads
 * @param requests how many came by it
 * @param last when the latest did; null if none did
 * @param flooded whether further ones are refused in this hour
 */
public record IntakeFormLine(
    IntakeForm form,
    @Nullable String ownerName,
    long requests,
    @Nullable Instant last,
    boolean flooded) {}
