package app.zamer.leads;

import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A lead has got an owner, or another one. Published inside the transaction that does it.
 *
 * @param owner whose it is now
 * @param by who gave it; the owner himself if he took it
 * @param at when
 */
public record LeadAssigned(LeadId lead, UserId owner, UserId by, Instant at) {}
