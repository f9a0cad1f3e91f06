package app.zamer.live;

import app.zamer.users.Actor;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of server-sent events that an open page listens to. */
@Controller
class LiveController {
  private final LiveConnections connections;

  LiveController(LiveConnections connections) {
    this.connections = connections;
  }

  /**
   * @param since when the page was made or last heard something, in milliseconds since 1970
   */
  @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> live(Actor actor, @RequestParam(defaultValue = "0") long since) {
    var connection = new LiveConnection(actor);
    connections.add(connection, since);
    connection.start(() -> connections.remove(connection));
    return ResponseEntity.ok()
        // or a proxy may wait until it has a whole page of events
        .header("X-Accel-Buffering", "no")
        .body(connection.emitter());
  }
}
