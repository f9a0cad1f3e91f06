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
 * @param answeredAt when somebody took it first; null if nobody did, or the exchange did not say
 * @param endedAt null while it goes on
 * @param duration how long they spoke, in seconds: as the exchange said, or from the moment it was
 *     taken to its end
 * @param saidDuration the same as the exchange said; null if it did not
 * @param answered whether anybody spoke, as far as is known
 * @param user who of the company spoke or would have; null if that is not known
 * @param said how the exchange named him; null if it is known only from where it rang, or not
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
    @Nullable Integer saidDuration,
    boolean answered,
    @Nullable UserId user,
    @Nullable Said said,
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
   * The call after what the exchange says of it. What it comes to does not depend on the order in
   * which it is told, nor on how often: of each fact the event of the furthest state and, among
   * those, of the right moment is believed.
   *
   * @param person whom the event means, if anybody
   */
  Call after(CallEvent event, @Nullable UserId person) {
    CallState said = event.state();
    boolean ends = said == CallState.ENDED;
    Instant taken = said == CallState.ANSWERED ? earlier(answeredAt, event.at()) : answeredAt;
    Instant over = endedAt;
    if (said.isOver() && said.compareTo(state) >= 0) {
      over = said == state ? later(endedAt, event.at()) : event.at();
    }
    boolean spoken =
        switch (said) {
          case RINGING -> answered;
          case ANSWERED -> state == CallState.ENDED ? answered : true;
          case UNKNOWN -> answered || state != CallState.ENDED && event.answered();
          case ENDED -> event.answered() || state == CallState.ENDED && answered;
        };
    Integer length = saidDuration;
    if (ends && event.duration() != null) {
      length =
          length == null ? event.duration() : Integer.valueOf(Math.max(length, event.duration()));
    }
    Said whose = Said.of(event, person);
    Said believed =
        whose != null && (this.said == null || whose.outweighs(this.said)) ? whose : this.said;
    Set<String> rungAt = new HashSet<>(extensions);
    if (event.extension() != null && said == CallState.RINGING) {
      rungAt.add(event.extension());
    }
    CallState now = said.compareTo(state) > 0 ? said : state;
    return new Call(
        id,
        callId,
        phone == null ? event.phone() : phone,
        direction,
        now,
        earlier(startedAt, event.startedAt()),
        taken,
        over,
        now == CallState.ENDED ? spokenFor(spoken, taken, over, length) : 0,
        length,
        spoken,
        believed == null ? null : believed.user(),
        believed,
        recording(event.recordUrl()),
        lead,
        deal,
        rungAt,
        rung,
        told);
  }

  private String recording(String reported) {
    return recordUrl.isEmpty() || !reported.isEmpty() && reported.compareTo(recordUrl) < 0
        ? reported
        : recordUrl;
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }

  private static int spokenFor(
      boolean spoken, @Nullable Instant since, @Nullable Instant until, @Nullable Integer said) {
    if (said != null) {
      return said;
    }
    return spoken && since != null && until != null
        ? (int) Math.clamp(Duration.between(since, until).toSeconds(), 0, LONGEST)
        : 0;
  }

  /**
   * Whom the exchange has named, and by which event: whoever is named when it ends is believed
   * before the one who took it, and he before the one it rang at.
   */
  record Said(UserId user, CallState state, Instant at) {
    // whoever answers a call has it, whoever's telephone it was that rang
    static @Nullable Said of(CallEvent event, @Nullable UserId person) {
      UserId named = event.state() == CallState.RINGING ? event.user() : person;
      return named == null ? null : new Said(named, event.state(), event.at());
    }

    /** Among telephones that rang the first counts, of everything else the last. */
    boolean outweighs(Said other) {
      if (state != other.state) {
        return state.compareTo(other.state) > 0;
      }
      int order = at.compareTo(other.at);
      if (order == 0) {
        order = user.value().compareTo(other.user.value());
      }
      return state == CallState.RINGING ? order < 0 : order > 0;
    }
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
        saidDuration,
        answered,
        user,
        said,
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
        saidDuration,
        answered,
        user,
        said,
        recordUrl,
        lead,
        deal,
        extensions,
        people,
        told);
  }
}
