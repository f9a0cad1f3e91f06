package app.zamer.leads;

import app.zamer.clients.Phone;
import org.jspecify.annotations.Nullable;

/**
 * A lead somebody writes down by hand.
 *
 * @param title null or blank for the client's name, or the number if there is no name
 */
public record NewLead(
    Phone phone, @Nullable String clientName, @Nullable String title, @Nullable String source) {}
