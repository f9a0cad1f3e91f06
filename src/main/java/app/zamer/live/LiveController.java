package app.zamer.live;

import app.zamer.users.Actor;
import app.zamer.users.SessionLifetime;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of server-sent events that an open page listens to. */
@Controller
class LiveController {
  /** After this a page comes back, perhaps to another node. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final LiveConnections connections;
  private final SessionLifetime session;

  LiveController(LiveConnections connections, SessionLifetime session) {
    this.connections = connections;
    this.session = session;
  }

  /**
   * @param since when the page was made or last heard something, in milliseconds since 1970
   */
  @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> live(
      Actor actor, @RequestParam(defaultValue = "0") long since, HttpServletRequest request) {
    Duration left = session.left(request).filter(it -> it.compareTo(LONGEST) < 0).orElse(LONGEST);
    var connection = new LiveConnection(actor.id(), left);
    connections.add(connection, since);
    connection.start(() -> connections.remove(connection));
    return ResponseEntity.ok()
        // or a proxy may wait until it has a whole page of events
        .header("X-Accel-Buffering", "no")
        .body(connection.emitter());
  }
}
