package app.zamer.leads;

/**
 * Which leads somebody may see, as {@link Leads#reach} says; for lists, where asking for each would
 * be a question a line.
 */
public enum LeadReach {
  ALL,
  OWN_AND_FREE,
  NONE
}
