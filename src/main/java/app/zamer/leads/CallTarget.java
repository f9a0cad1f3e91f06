package app.zamer.leads;

import app.zamer.regulation.DealId;

/** What a call belongs to (LEAD-1). */
public sealed interface CallTarget {
  /**
   * @param made whether this call made the lead
   */
  record OnLead(LeadId lead, boolean made) implements CallTarget {}

  record OnDeal(DealId deal) implements CallTarget {}
}
