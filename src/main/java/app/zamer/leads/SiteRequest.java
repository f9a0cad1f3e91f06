package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.users.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody without an account has asked for on the company's site.
 *
 * @param name his, as he wrote it, checked as a client's name is
 * @param source what a new lead has as its source
 * @param owner whose a new lead is, if he is an active manager then; null for whoever takes it
 * @param told all that he said, as a manager reads it
 */
public record SiteRequest(
    Phone phone, String name, String source, @Nullable UserId owner, String told) {}
