package app.zamer.leads;

import org.jspecify.annotations.Nullable;

/**
 * How to make a deal of a lead (LEAD-3).
 *
 * @param clientName null or blank for the lead's own, or the number if it has none
 * @param title null or blank for the lead's own
 * @param allowDuplicate whether to make a deal although the client has an open one
 */
public record Conversion(
    @Nullable String clientName, @Nullable String title, boolean allowDuplicate) {}
