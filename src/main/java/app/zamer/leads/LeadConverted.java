package app.zamer.leads;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;

/**
 * A deal was made of a lead (LEAD-3). Published inside the transaction of the conversion, for what
 * belongs to the lead to be carried over to the deal.
 */
public record LeadConverted(LeadId lead, DealId deal, Actor by) {}
