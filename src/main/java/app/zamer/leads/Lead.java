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
 * @param reason why it was disqualified; otherwise empty
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
    LeadStage stage,
    @Nullable LeadResult result,
    String reason,
    @Nullable UserId owner,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant lastCallAt,
    @Nullable DealId deal,
    Instant createdAt,
    long version) {

  public boolean isClosed() {
    return stage == LeadStage.CLOSED;
  }

  /**
   * LEAD-2: nobody answered, so the lead waits for its next attempt. A call older than the latest
   * is counted, no more.
   */
  Lead unanswered(Instant startedAt, Instant nextAttemptAt) {
    return isBehind(startedAt)
        ? with(stage, attempts + 1, this.nextAttemptAt, lastCallAt)
        : with(LeadStage.NO_ANSWER, attempts + 1, nextAttemptAt, startedAt);
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
        owner,
        attempts,
        nextAttemptAt,
        lastCallAt,
        deal,
        createdAt,
        version);
  }

  Lead converted(DealId deal) {
    return closed(LeadResult.CONVERTED, "", deal);
  }

  Lead disqualified(String reason) {
    return closed(LeadResult.DISQUALIFIED, reason, null);
  }

  private boolean isBehind(Instant startedAt) {
    return lastCallAt != null && startedAt.isBefore(lastCallAt);
  }

  private Lead with(
      LeadStage stage,
      int attempts,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant lastCallAt) {
    return new Lead(
        id,
        title,
        phone,
        clientName,
        source,
        stage,
        result,
        reason,
        owner,
        attempts,
        nextAttemptAt,
        lastCallAt,
        deal,
        createdAt,
        version);
  }

  private Lead closed(LeadResult result, String reason, @Nullable DealId deal) {
    return new Lead(
        id,
        title,
        phone,
        clientName,
        source,
        LeadStage.CLOSED,
        result,
        reason,
        owner,
        attempts,
        null,
        lastCallAt,
        deal,
        createdAt,
        version);
  }
}
