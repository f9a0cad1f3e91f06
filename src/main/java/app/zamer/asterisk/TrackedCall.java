package app.zamer.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that goes on in the exchange.
 *
 * @param id Asterisk's {@code Linkedid}, which all its channels have
 * @param caller who called, as the first channel says
 * @param fromOffice whether the first channel is a telephone of the office
 * @param direction {@code incoming} or {@code outgoing}; null while it is not known, and for a call
 *     inside the office
 * @param phone the client's number; empty if it is hidden
 * @param extension whose telephone of the office has answered
 * @param channels the {@code Uniqueid} of those that are open
 */
record TrackedCall(
    String id,
    Instant startedAt,
    String caller,
    boolean fromOffice,
    @Nullable String direction,
    String phone,
    @Nullable String extension,
    @Nullable Instant answeredAt,
    @Nullable String recordUrl,
    Set<String> channels) {
  static final String INCOMING = "incoming";
  static final String OUTGOING = "outgoing";

  TrackedCall {
    channels = Set.copyOf(channels);
  }

  static TrackedCall begun(String id, Instant startedAt, String caller, boolean fromOffice) {
    return new TrackedCall(id, startedAt, caller, fromOffice, null, "", null, null, null, Set.of());
  }

  TrackedCall opened(String channel) {
    Set<String> more = new HashSet<>(channels);
    more.add(channel);
    return with(direction, phone, extension, answeredAt, recordUrl, more);
  }

  TrackedCall closed(String channel) {
    Set<String> fewer = new HashSet<>(channels);
    fewer.remove(channel);
    return with(direction, phone, extension, answeredAt, recordUrl, fewer);
  }

  TrackedCall going(String direction, String phone) {
    return with(direction, phone, extension, answeredAt, recordUrl, channels);
  }

  TrackedCall answered(@Nullable String extension, Instant at) {
    return with(direction, phone, extension, at, recordUrl, channels);
  }

  TrackedCall recorded(String url) {
    return with(direction, phone, extension, answeredAt, url, channels);
  }

  /** What Zamer is told; only of a call whose direction is known. */
  CallNews news(String state, Instant at, @Nullable String extension) {
    boolean over = state.equals(CallTracker.ENDED) || state.equals(CallTracker.UNKNOWN);
    return new CallNews(
        id,
        state,
        phone,
        direction == null ? INCOMING : direction,
        at.toString(),
        startedAt.toString(),
        extension,
        over ? Boolean.valueOf(answeredAt != null) : null,
        state.equals(CallTracker.ENDED) && answeredAt != null
            ? Long.valueOf(Math.max(0, Duration.between(answeredAt, at).toSeconds()))
            : null,
        over && answeredAt != null ? recordUrl : null);
  }

  private TrackedCall with(
      @Nullable String direction,
      String phone,
      @Nullable String extension,
      @Nullable Instant answeredAt,
      @Nullable String recordUrl,
      Set<String> channels) {
    return new TrackedCall(
        id,
        startedAt,
        caller,
        fromOffice,
        direction,
        phone,
        extension,
        answeredAt,
        recordUrl,
        channels);
  }
}
