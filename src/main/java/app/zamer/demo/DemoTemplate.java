package app.zamer.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Ends the program as soon as the sample data is there, for {@code ./zamer demo} to copy its
 * folder. The same run is the one the JVM learns from which classes a start needs, so a few
 * requests are made before the end.
 */
@Component
@Profile("demo")
@ConditionalOnBooleanProperty("zamer.demo.template")
class DemoTemplate {
  private static final List<String> PAGES =
      List.of("/actuator/health/readiness", "/api/v1/deals", "/v3/api-docs", "/no-such-page");

  @Order(Ordered.LOWEST_PRECEDENCE)
  @EventListener
  void ready(ApplicationReadyEvent event) throws IOException, InterruptedException {
    if (event.getApplicationContext() instanceof WebServerApplicationContext context
        && context.getWebServer() != null) {
      visit(context.getWebServer().getPort());
    }
    SpringApplication.exit(event.getApplicationContext());
  }

  private static void visit(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String page : PAGES) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + page))
                .header("Authorization", "Bearer demo-anna")
                .build();
        client.send(request, BodyHandlers.discarding());
      }
    }
  }
}
