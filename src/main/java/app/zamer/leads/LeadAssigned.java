package app.zamer.leads;

import app.zamer.users.Actor;
import app.zamer.users.UserId;

/**
 * A lead has got an owner, or another one. Published inside the transaction that does it.
 *
 * @param owner whose it is now
 * @param by who gave it; the owner himself if he took it
 */
public record LeadAssigned(LeadId lead, UserId owner, Actor by) {}
