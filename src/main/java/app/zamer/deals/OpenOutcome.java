package app.zamer.deals;

import app.zamer.regulation.DealId;

/** What became of opening a deal. */
public sealed interface OpenOutcome {
  record Opened(DealId id) implements OpenOutcome {}

  /** The phone has an open deal already. */
  record Duplicate(DealId existing) implements OpenOutcome {}
}
