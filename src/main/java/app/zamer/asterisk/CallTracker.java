package app.zamer.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls out of what Asterisk says of its channels. A call comes from outside if its first
 * channel does, and rings where that one dials; it goes out if a telephone of the office dials
 * anything that is none. What the office speaks among itself is nobody's business.
 */
final class CallTracker {
  static final String RINGING = "ringing";
  static final String ANSWERED = "answered";
  static final String ENDED = "ended";
  static final String UNKNOWN = "unknown";

  private static final String NO_NUMBER = "<unknown>";
  private static final String UP = "6";

  private final Pattern extensions;
  private final String prefix;
  private final String recordings;
  private final Map<String, TrackedCall> calls = new LinkedHashMap<>();
  private final Map<String, List<Map<String, String>>> shown = new LinkedHashMap<>();
  private Set<String> before = Set.of();

  /**
   * @param extensions what a number of the office looks like
   * @param prefix what the office dials before a number outside; empty for nothing
   * @param recordings the address of a recording, with {@code {file}} for its name; empty if there
   *     is none
   */
  CallTracker(Pattern extensions, String prefix, String recordings) {
    this.extensions = extensions;
    this.prefix = prefix;
    this.recordings = recordings;
  }

  /** The calls that go on, for them to be remembered. */
  Collection<TrackedCall> calls() {
    return List.copyOf(calls.values());
  }

  /** What was remembered. */
  void remember(Collection<TrackedCall> remembered) {
    remembered.forEach(call -> calls.put(call.id(), call));
  }

  /** The connection is new: what happened before it was made, nobody has told. */
  void connected() {
    before = Set.copyOf(calls.keySet());
    shown.clear();
  }

  /**
   * What Zamer is to be told after this.
   *
   * @param message an event of Asterisk's
   * @param now when it came, for an Asterisk that puts no time on its events
   */
  List<CallNews> on(Map<String, String> message, Instant now) {
    Instant at = moment(message, now);
    String id = said(message, "Linkedid");
    if (id == null) {
      id = said(message, "DestLinkedid");
    }
    return switch (message.getOrDefault("Event", "")) {
      case "Newchannel" -> id == null ? List.of() : opened(id, message, at);
      case "DialBegin" -> id == null ? List.of() : dials(id, message, at);
      case "DialEnd" -> id == null ? List.of() : dialled(id, message, at);
      case "VarSet" -> id == null ? List.of() : recorded(id, message);
      case "Hangup" -> id == null ? List.of() : closed(id, message, at);
      case "CoreShowChannel" -> {
        if (id != null) {
          shown.computeIfAbsent(id, _ -> new ArrayList<>()).add(message);
        }
        yield List.of();
      }
      case "CoreShowChannelsComplete" -> resumed(now);
      default -> List.of();
    };
  }

  private List<CallNews> opened(String id, Map<String, String> message, Instant at) {
    TrackedCall call =
        calls.computeIfAbsent(
            id,
            _ ->
                TrackedCall.begun(
                    id,
                    at,
                    number(message, "CallerIDNum"),
                    extensionOf(message, "Channel") != null));
    calls.put(id, call.opened(message.getOrDefault("Uniqueid", "")));
    return List.of();
  }

  private List<CallNews> dials(String id, Map<String, String> message, Instant at) {
    TrackedCall call = calls.get(id);
    String to = extensionOf(message, "DestChannel");
    String from = extensionOf(message, "Channel");
    // a telephone that is rung up by a click on a number dials the number once it is lifted
    if (call == null || said(message, "Channel") == null) {
      return List.of();
    }
    if (call.direction() == null) {
      if (from == null && to != null) {
        call =
            call.going(
                TrackedCall.INCOMING,
                call.fromOffice() ? number(message, "CallerIDNum") : call.caller());
      } else if (from != null && to == null) {
        call = call.going(TrackedCall.OUTGOING, outside(message));
      } else {
        return List.of();
      }
      calls.put(id, call);
    }
    boolean incoming = TrackedCall.INCOMING.equals(call.direction());
    String rings = incoming ? to : from;
    return rings == null || call.answeredAt() != null
        ? List.of()
        : List.of(call.news(RINGING, at, rings));
  }

  private List<CallNews> dialled(String id, Map<String, String> message, Instant at) {
    TrackedCall call = calls.get(id);
    if (call == null
        || call.direction() == null
        || call.answeredAt() != null
        || !"ANSWER".equals(message.get("DialStatus"))) {
      return List.of();
    }
    boolean incoming = TrackedCall.INCOMING.equals(call.direction());
    String who = extensionOf(message, incoming ? "DestChannel" : "Channel");
    TrackedCall answered = call.answered(who, at);
    calls.put(id, answered);
    return List.of(answered.news(ANSWERED, at, who));
  }

  private List<CallNews> recorded(String id, Map<String, String> message) {
    TrackedCall call = calls.get(id);
    String file = said(message, "Value");
    if (call != null
        && file != null
        && !recordings.isEmpty()
        && "MIXMONITOR_FILENAME".equals(message.get("Variable"))) {
      calls.put(id, call.recorded(recordings.replace("{file}", file.replaceAll(".*/", ""))));
    }
    return List.of();
  }

  private List<CallNews> closed(String id, Map<String, String> message, Instant at) {
    TrackedCall call = calls.get(id);
    if (call == null) {
      return List.of();
    }
    TrackedCall left = call.closed(message.getOrDefault("Uniqueid", ""));
    calls.put(id, left);
    if (!left.channels().isEmpty()) {
      return List.of();
    }
    calls.remove(id);
    return over(left, ENDED, at);
  }

  private List<CallNews> over(TrackedCall call, String state, Instant at) {
    if (call.direction() != null) {
      return List.of(call.news(state, at, call.extension()));
    }
    // who called from outside and rang nowhere, such as out of hours, called in vain
    return call.fromOffice()
        ? List.of()
        : List.of(call.going(TrackedCall.INCOMING, call.caller()).news(state, at, null));
  }

  /** The exchange has said which calls go on: the others of before the break are over. */
  private List<CallNews> resumed(Instant now) {
    List<CallNews> news = new ArrayList<>();
    for (String id : before) {
      TrackedCall call = calls.get(id);
      if (call != null && !shown.containsKey(id)) {
        calls.remove(id);
        news.addAll(over(call, UNKNOWN, now));
      }
    }
    shown.forEach((id, channels) -> news.addAll(found(id, channels, now)));
    shown.clear();
    before = Set.of();
    return news;
  }

  /** A call that goes on: one that began before the connector did, or before the break. */
  private List<CallNews> found(String id, List<Map<String, String>> channels, Instant now) {
    Set<String> open =
        channels.stream()
            .map(channel -> channel.getOrDefault("Uniqueid", ""))
            .collect(Collectors.toCollection(HashSet::new));
    Map<String, String> first =
        channels.stream()
            .filter(channel -> id.equals(channel.get("Uniqueid")))
            .findFirst()
            .orElse(channels.getFirst());
    String caller = extensionOf(first, "Channel");
    TrackedCall call = calls.get(id);
    if (call == null) {
      call =
          TrackedCall.begun(
              id,
              now.minus(length(first.get("Duration"))),
              number(first, "CallerIDNum"),
              caller != null);
    }
    for (String closed : call.channels()) {
      if (!open.contains(closed)) {
        call = call.closed(closed);
      }
    }
    for (String channel : open) {
      call = call.opened(channel);
    }
    List<Map<String, String>> others =
        channels.stream().filter(channel -> channel != first).toList();
    if (call.direction() == null && !others.isEmpty()) {
      boolean toOffice = others.stream().anyMatch(other -> extensionOf(other, "Channel") != null);
      if (caller == null && toOffice) {
        call = call.going(TrackedCall.INCOMING, call.caller());
      } else if (caller != null && !toOffice) {
        call = call.going(TrackedCall.OUTGOING, outside(first));
      }
    }
    List<CallNews> news = new ArrayList<>();
    if (call.direction() != null && call.answeredAt() == null) {
      boolean incoming = TrackedCall.INCOMING.equals(call.direction());
      for (Map<String, String> other : others) {
        String who = incoming ? extensionOf(other, "Channel") : caller;
        boolean speaks = UP.equals(other.get("ChannelState")) && said(other, "BridgeId") != null;
        if (who != null && speaks && call.answeredAt() == null) {
          call = call.answered(who, now);
          news.add(call.news(ANSWERED, now, who));
        } else if (who != null && call.answeredAt() == null) {
          news.add(call.news(RINGING, now, who));
        }
      }
    }
    calls.put(id, call);
    return news;
  }

  private String outside(Map<String, String> message) {
    String number = Objects.requireNonNullElse(said(message, "Exten"), "");
    return !prefix.isEmpty() && number.startsWith(prefix)
        ? number.substring(prefix.length())
        : number;
  }

  /** Empty if it is hidden. */
  private static String number(Map<String, String> message, String field) {
    String number = said(message, field);
    return number == null || number.equals(NO_NUMBER) ? "" : number;
  }

  /** {@code PJSIP/101-00000001} is a telephone of the office; null for a channel that is none. */
  private @Nullable String extensionOf(Map<String, String> message, String field) {
    String channel = said(message, field);
    if (channel == null) {
      return null;
    }
    String name = channel.substring(channel.indexOf('/') + 1).replaceAll("-[^-]*$|@.*$", "");
    return extensions.matcher(name).matches() ? name : null;
  }

  private static @Nullable String said(Map<String, String> message, String field) {
    String value = message.get(field);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** {@code 1795515565.492949}: seconds since 1970, if Asterisk's {@code timestampevents} is on. */
  private static Instant moment(Map<String, String> message, Instant now) {
    String text = message.getOrDefault("Timestamp", "");
    if (!text.matches("\\d{1,12}\\.\\d{1,9}")) {
      return now;
    }
    String[] parts = text.split("\\.");
    return Instant.ofEpochSecond(
        Long.parseLong(parts[0]), Long.parseLong((parts[1] + "000000000").substring(0, 9)));
  }

  /** {@code 00:01:02}. */
  private static Duration length(@Nullable String text) {
    if (text == null || !text.matches("\\d{1,5}:\\d\\d:\\d\\d")) {
      return Duration.ZERO;
    }
    String[] parts = text.split(":");
    return Duration.ofHours(Long.parseLong(parts[0]))
        .plusMinutes(Long.parseLong(parts[1]))
        .plusSeconds(Long.parseLong(parts[2]));
  }
}
