package app.zamer.regulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question to the regulation: a deal's facts, where it is to go, and the moment. It remembers
 * what was worked out for it, so that one question evaluates each definition once; it is used by
 * one thread.
 */
public final class Case {
  private final DealFacts facts;
  private final StageId to;
  private final Instant now;
  private final LocalDate today;
  private final int activities;
  private final Map<Object, Object> known = new HashMap<>();
  private final Map<Object, Uncomputable> failed = new HashMap<>();

  Case(DealFacts facts, StageId to, Instant now, ZoneId zone) {
    this(facts, to, now, zone, 0);
  }

  Case(DealFacts facts, StageId to, Instant now, ZoneId zone, int activities) {
    this.facts = facts;
    this.activities = activities;
    this.to = to;
    this.now = now;
    this.today = LocalDate.ofInstant(now, zone);
  }

  public DealFacts facts() {
    return facts;
  }

  /** Where the deal is to go; where it stands already if nothing moves. */
  public StageId to() {
    return to;
  }

  public Instant now() {
    return now;
  }

  /** The day of {@link #now()} in the company's time zone. */
  public LocalDate today() {
    return today;
  }

  /**
   * How many activities are still to be done, planned by hand or by the regulation; counted where a
   * plan is made.
   */
  public int activities() {
    return activities;
  }

  /**
   * The value of a definition, worked out at its first use.
   *
   * @param key the definition itself: guards of two files may ask one case
   */
  public Object remember(Object key, Function<Case, Object> definition) {
    Object value = known.get(key);
    if (value == null) {
      value = definition.apply(this);
      known.put(key, value);
    }
    return value;
  }

  /** Notes that a part of the regulation cannot be worked out here. */
  void failed(Object part, Uncomputable why) {
    failed.put(part, why);
  }

  /** Why a part of the regulation cannot be worked out here; null if it can, or was not asked. */
  @Nullable Uncomputable failure(Object part) {
    return failed.get(part);
  }
}
