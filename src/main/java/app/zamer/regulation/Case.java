package app.zamer.regulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

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
  private final Map<String, Object> known = new HashMap<>();

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

  /** The value of a definition, worked out at its first use. */
  public Object remember(String name, Function<Case, Object> definition) {
    Object value = known.get(name);
    if (value == null) {
      value = definition.apply(this);
      known.put(name, value);
    }
    return value;
  }
}
