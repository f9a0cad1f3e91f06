package app.zamer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What pages say to htmx, in the headers it knows. */
public final class Htmx {
  /** Tells a page's script that what was asked for needs a sign-in, or the token of a new one. */
  public static final String SIGN_IN = "X-Sign-In";

  public static final String SIGN_IN_NEEDED = "needed";
  public static final String SIGN_IN_RENEWED = "renewed";

  private static final String REQUEST = "HX-Request";
  private static final String TRIGGER = "HX-Trigger";
  // a header has no other characters
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Htmx() {}

  /** Whether a part of a page is asked for, and not a page. */
  public static boolean asked(HttpServletRequest request) {
    return request.getHeader(REQUEST) != null;
  }

  /**
   * Nothing to show in place: the open dialog closes, and a note says what was done.
   *
   * @param said what was done, as people read it
   * @param events names of events that the page hears, for its parts to be loaded anew
   */
  public static ResponseEntity<Void> done(String said, String... events) {
    return ResponseEntity.status(HttpStatus.NO_CONTENT)
        .headers(headers -> tell(headers, said, true, events))
        .build();
  }

  /**
   * Adds the same to an answer that does show something in place; the dialog stays.
   *
   * @param said what was done, as people read it
   */
  public static void note(HttpHeaders headers, String said, String... events) {
    tell(headers, said, false, events);
  }

  /** The same as the value of the header {@code HX-Trigger}. */
  public static String note(String said, String... events) {
    var headers = new HttpHeaders();
    tell(headers, said, false, events);
    return String.valueOf(headers.getFirst(TRIGGER));
  }

  /** What closes the open dialog, for {@code HX-Trigger}, where the answer shows what was done. */
  public static String closing() {
    var headers = new HttpHeaders();
    tell(headers, "", true);
    return String.valueOf(headers.getFirst(TRIGGER));
  }

  /** The browser goes to another page. */
  public static ResponseEntity<Void> go(String address) {
    return ResponseEntity.status(HttpStatus.NO_CONTENT).header("HX-Redirect", address).build();
  }

  private static void tell(HttpHeaders headers, String said, boolean done, String... events) {
    Map<String, Object> triggers = new LinkedHashMap<>();
    if (!said.isEmpty()) {
      triggers.put("zamer:said", Map.of("text", said));
    }
    if (done) {
      triggers.put("zamer:done", Map.of());
    }
    for (String event : events) {
      triggers.put(event, Map.of());
    }
    headers.set(TRIGGER, ASCII.writeValueAsString(triggers));
  }
}
