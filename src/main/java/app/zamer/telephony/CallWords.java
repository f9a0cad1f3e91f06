package app.zamer.telephony;

import app.zamer.leads.CallDirection;
import app.zamer.web.Messages;
import app.zamer.web.Shown;

/** Calls as people read of them. */
public final class CallWords {
  private CallWords() {}

  public static String direction(Call call) {
    return Messages.get("calls." + call.direction().id());
  }

  /** What became of it: how long they spoke, or that nobody did. */
  public static String outcome(Call call) {
    return switch (call.state()) {
      case RINGING -> Messages.get("calls.state.ringing");
      case ANSWERED -> Messages.get("calls.state.answered");
      case UNKNOWN ->
          Messages.get(call.answered() ? "calls.state.unknown.answered" : "calls.state.unknown");
      case ENDED ->
          call.answered()
              ? Messages.get("calls.answered", Shown.length(call.duration()))
              : Messages.get(call.missed() ? "calls.state.missed" : "calls.unanswered");
    };
  }

  /** A symbol of {@code assets/icons.svg}. */
  public static String icon(Call call) {
    if (call.state().isOver() && !call.answered()) {
      return "phone-x";
    }
    return call.state().isOver()
        ? call.direction() == CallDirection.INCOMING ? "phone-incoming" : "phone-outgoing"
        : "phone-call";
  }

  /** Whether a link to a recording is one to follow; anything else is not even shown. */
  public static boolean isSafe(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }
}
