package app.zamer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says where the program is to be found, as soon as it is. */
@Component
class ReadyMessage {
  private static final Logger log = LoggerFactory.getLogger(ReadyMessage.class);

  @Order(0)
  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof WebServerApplicationContext context
        && context.getWebServer() != null) {
      log.info(
          "Zamer is ready on http://localhost:{} after {} s",
          context.getWebServer().getPort(),
          event.getTimeTaken() == null ? "?" : event.getTimeTaken().toMillis() / 1000.0);
    }
  }
}
