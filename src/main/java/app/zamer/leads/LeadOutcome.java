package app.zamer.leads;

import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import java.util.List;

/** What became of a command to a lead; unless it is {@link Done}, nothing was changed. */
public sealed interface LeadOutcome {
  /** The lead as it is now. */
  record Done(Lead lead) implements LeadOutcome {}

  /** The number has an open lead already (LEAD-1). */
  record HasLead(LeadId lead) implements LeadOutcome {}

  /** The number has an open deal already (LEAD-1, LEAD-3). */
  record HasDeal(DealId deal) implements LeadOutcome {}

  /** The lead was closed before, as this is. */
  record AlreadyClosed(Lead lead) implements LeadOutcome {}

  record Refused(List<Violation> violations) implements LeadOutcome {}

  /** Somebody was quicker: the version is no longer the expected one. */
  record Stale(long version) implements LeadOutcome {}
}
