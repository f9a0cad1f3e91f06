package app.zamer.notices;

import app.zamer.regulation.DealId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people are to be told.
 *
 * @param what the text it has, {@code notices.what.<what>}
 * @param occasion the same occasion is told to a person once, however often it is heard of
 * @param detail logins, moments, clauses and counts that the text speaks of; nothing of a client
 * @param usefulUntil after this it is not sent any more; null if that makes no difference
 */
record Told(
    Kind kind,
    String what,
    String occasion,
    @Nullable DealId deal,
    @Nullable Long lead,
    Map<String, Object> detail,
    Instant at,
    @Nullable Instant usefulUntil) {

  static Told ofDeal(
      Kind kind,
      String what,
      DealId deal,
      String occasion,
      Map<String, Object> detail,
      Instant at) {
    return new Told(kind, what, "deal " + deal + " " + occasion, deal, null, detail, at, null);
  }

  static Told ofLead(
      Kind kind, String what, long lead, String occasion, Map<String, Object> detail, Instant at) {
    return new Told(kind, what, "lead " + lead + " " + occasion, null, lead, detail, at, null);
  }

  Told until(Instant moment) {
    return new Told(kind, what, occasion, deal, lead, detail, at, moment);
  }
}
