package app.zamer.activities;

import java.time.Instant;
import java.util.List;

/**
 * What {@link Activities#reconcile} changed, apart from days, texts and owners that followed their
 * subject.
 *
 * @param done activities the facts showed to be done
 * @param missed deadlines whose miss was recorded
 */
public record Reconciled(
    List<Activity> created, List<Activity> cancelled, List<Activity> done, List<Missed> missed) {

  static final Reconciled NOTHING = new Reconciled(List.of(), List.of(), List.of(), List.of());

  /**
   * A deadline that passed unmet.
   *
   * @param dueAt the moment by which it should have been met
   */
  public record Missed(String rule, String anchor, Instant dueAt) {}
}
