package app.zamer.users;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;

/**
 * Where somebody is signed in on pages.
 *
 * @param id what it is ended by; it opens nothing
 * @param agent the browser and the system it runs on; empty if it did not say
 * @param remembered it stays signed in when the session has gone
 * @param current it is the one that asks
 */
public record Device(
    String id,
    String agent,
    String address,
    Instant since,
    Instant usedAt,
    boolean remembered,
    boolean current) {

  /** What a request says of the browser and the system it comes from; empty if it does not. */
  public static String agent(HttpServletRequest request) {
    return Devices.agent(request);
  }
}
