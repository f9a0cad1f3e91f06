package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.leads.CallDirection;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call as the exchange reported it.
 *
 * @param callId the exchange's own id of it; null if it gave none
 * @param phone the client's number, whoever called; null if he hides it
 * @param startedAt when it began, by the exchange's word
 * @param answeredAt when they began to speak; null if they did not, or the exchange did not say
 * @param endedAt null while it goes on
 * @param duration how long they spoke, in seconds
 * @param answered whether anybody spoke, as far as is known
 * @param user who of the company spoke or would have; null if the exchange did not say
 * @param recordUrl where the recording is; empty if there is none
 * @param lead the lead it was put on; null if it was put on a deal
 * @param deal the deal it was put on, or that was made of its lead; null otherwise
 * @param extensions the numbers inside the exchange that it has rung at
 * @param rung on whose screens it rings or rang
 * @param told what leads and deals have been told: that they spoke, or did not; null for nothing
 */
public record Call(
    CallId id,
    @Nullable String callId,
    @Nullable Phone phone,
    CallDirection direction,
    CallState state,
    Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    int duration,
    boolean answered,
    @Nullable UserId user,
    String recordUrl,
    @Nullable LeadId lead,
    @Nullable DealId deal,
    Set<String> extensions,
    Set<UserId> rung,
    @Nullable Boolean told) {
  static final int LONGEST = 86_400;

  public Call {
    extensions = Set.copyOf(extensions);
    rung = Set.copyOf(rung);
  }

  /** Whether a client called in vain. */
  public boolean missed() {
    return direction == CallDirection.INCOMING && !answered && state.isOver();
  }

  /**
   * The call after what the exchange says of it. Of a call that has ended only a missing recording
   * and a duration that has grown are still news.
   *
   * @param person whom the event means, if anybody
   */
  Call after(CallEvent event, @Nullable UserId person) {
    String recording = recordUrl.isEmpty() ? event.recordUrl() : recordUrl;
    if (state == CallState.ENDED) {
      Integer longer = event.state() == CallState.ENDED ? event.duration() : null;
      int grown = longer == null ? duration : Math.max(duration, longer);
      UserId spoke = user == null && answered ? person : user;
      return with(state, startedAt, answeredAt, endedAt, grown, answered, spoke, recording, event);
    }
    CallState now = event.state().compareTo(state) > 0 ? event.state() : state;
    boolean spoken =
        switch (event.state()) {
          case RINGING -> answered;
          case ANSWERED -> true;
          case UNKNOWN -> answered || event.answered();
          case ENDED -> event.answered();
        };
    Instant began = event.startedAt().isBefore(startedAt) ? event.startedAt() : startedAt;
    Instant spokenSince =
        event.state() == CallState.ANSWERED && answeredAt == null ? event.at() : answeredAt;
    boolean overNow = event.state().isOver();
    // whoever answers it has it, whoever it was for
    UserId said = event.state() == CallState.RINGING ? event.user() : person;
    UserId whose = said == null || event.state() == CallState.RINGING && user != null ? user : said;
    return with(
        now,
        began,
        spoken ? spokenSince : null,
        overNow && (endedAt == null || event.state() == CallState.ENDED) ? event.at() : endedAt,
        event.state() == CallState.ENDED ? spokenFor(event, spoken, spokenSince) : duration,
        spoken,
        whose,
        recording,
        event);
  }

  private Call with(
      CallState state,
      Instant startedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      int duration,
      boolean answered,
      @Nullable UserId user,
      String recordUrl,
      CallEvent event) {
    Set<String> rungAt = new HashSet<>(extensions);
    if (event.extension() != null && event.state() == CallState.RINGING) {
      rungAt.add(event.extension());
    }
    return new Call(
        id,
        callId,
        phone == null ? event.phone() : phone,
        direction,
        state,
        startedAt,
        answeredAt,
        endedAt,
        duration,
        answered,
        user,
        recordUrl,
        lead,
        deal,
        rungAt,
        rung,
        told);
  }

  Call on(@Nullable LeadId lead, @Nullable DealId deal, boolean told) {
    return new Call(
        id,
        callId,
        phone,
        direction,
        state,
        startedAt,
        answeredAt,
        endedAt,
        duration,
        answered,
        user,
        recordUrl,
        lead,
        deal,
        extensions,
        rung,
        told);
  }

  Call ringingAt(Set<UserId> people, @Nullable UserId user) {
    return new Call(
        id,
        callId,
        phone,
        direction,
        state,
        startedAt,
        answeredAt,
        endedAt,
        duration,
        answered,
        user,
        recordUrl,
        lead,
        deal,
        extensions,
        people,
        told);
  }

  private static int spokenFor(CallEvent event, boolean spoken, @Nullable Instant since) {
    if (event.duration() != null) {
      return event.duration();
    }
    return spoken && since != null
        ? (int) Math.clamp(Duration.between(since, event.at()).toSeconds(), 0, LONGEST)
        : 0;
  }
}
