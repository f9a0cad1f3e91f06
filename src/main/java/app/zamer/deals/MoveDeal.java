package app.zamer.deals;

import app.zamer.regulation.StageId;
import org.jspecify.annotations.Nullable;

/**
 * A move of a deal to a stage, with the fields filled in on the way; both are saved, or neither.
 *
 * @param to a stage that exists
 * @param expectedVersion the deal's version the mover has seen; null if he did not say
 * @param comment pinned to the deal on the way, and counted as pinned; null for none
 */
public record MoveDeal(
    StageId to, DealEdit fields, @Nullable Long expectedVersion, @Nullable String comment) {
  public MoveDeal(StageId to, DealEdit fields, @Nullable Long expectedVersion) {
    this(to, fields, expectedVersion, null);
  }

  public static MoveDeal to(StageId to) {
    return new MoveDeal(to, DealEdit.NOTHING, null);
  }
}
