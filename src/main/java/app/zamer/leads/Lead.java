package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One lead as it is.
 *
 * @param clientName empty while nobody has asked
 * @param source where it came from, in the words of whoever made it; empty if not said
 * @param result null while the lead is open
 * @param stage one of those that the regulation file names for leads
 * @param reason why it was disqualified, by the id of a reason of the regulation or in somebody's
 *     own words; otherwise empty
 * @param comment what was added to the reason; empty if nothing was
 * @param owner the manager whose lead it is; null while nobody has taken it
 * @param attempts how many calls nobody answered (LEAD-2)
 * @param nextAttemptAt when the next attempt is planned, and late after; null if none is
 * @param lastCallAt when the latest call began, by the exchange's word; null if there was none
 * @param deal the deal made of it; null unless converted
 */
public record Lead(
    LeadId id,
    String title,
    Phone phone,
    String clientName,
    String source,
    String stage,
    @Nullable LeadResult result,
    String reason,
    String comment,
    @Nullable UserId owner,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant lastCallAt,
    @Nullable DealId deal,
    Instant createdAt,
    long version) {

  public boolean isClosed() {
    return result != null;
  }

  /**
   * LEAD-2: nobody answered, so the lead waits for its next attempt. A call older than the latest
   * is counted, no more.
   *
   * @param unanswered the stage for it
   */
  Lead unanswered(String unanswered, Instant startedAt, Instant nextAttemptAt) {
    return isBehind(startedAt)
        ? with(stage, attempts + 1, this.nextAttemptAt, lastCallAt)
        : with(unanswered, attempts + 1, nextAttemptAt, startedAt);
  }

  /**
   * They spoke, so no next attempt is due; the stage stays, as a person decides what comes of the
   * lead.
   */
  Lead answered(Instant startedAt) {
    return isBehind(startedAt) ? this : with(stage, attempts, null, startedAt);
  }

  Lead nextAttempt(@Nullable Instant at) {
    return with(stage, attempts, at, lastCallAt);
  }

  Lead changed(String title, String clientName, String source, @Nullable UserId owner) {
    return new Lead(
        id,
        title,
        phone,
        clientName,
        source,
        stage,
        result,
        reason,
        comment,
        owner,
        attempts,
        nextAttemptAt,
        lastCallAt,
        deal,
        createdAt,
        version);
  }

  Lead converted(String closed, DealId deal) {
    return ended(closed, LeadResult.CONVERTED, "", "", null, deal);
  }

  Lead disqualified(String closed, String reason, String comment) {
    return ended(closed, LeadResult.DISQUALIFIED, reason, comment, null, null);
  }

  /** Work goes on with a lead that was disqualified. */
  Lead reopened(String stage, @Nullable Instant nextAttemptAt) {
    return ended(stage, null, "", "", nextAttemptAt, null);
  }

  private boolean isBehind(Instant startedAt) {
    return lastCallAt != null && startedAt.isBefore(lastCallAt);
  }

  private Lead with(
      String stage, int attempts, @Nullable Instant nextAttemptAt, @Nullable Instant lastCallAt) {
    return new Lead(
        id,
        title,
        phone,
        clientName,
        source,
        stage,
        result,
        reason,
        comment,
        owner,
        attempts,
        nextAttemptAt,
        lastCallAt,
        deal,
        createdAt,
        version);
  }

  private Lead ended(
      String stage,
      @Nullable LeadResult result,
      String reason,
      String comment,
      @Nullable Instant nextAttemptAt,
      @Nullable DealId deal) {
    return new Lead(
        id,
        title,
        phone,
        clientName,
        source,
        stage,
        result,
        reason,
        comment,
        owner,
        attempts,
        nextAttemptAt,
        lastCallAt,
        deal,
        createdAt,
        version);
  }
}
