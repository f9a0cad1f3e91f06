package app.zamer.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The connector between a recorded Asterisk and something that takes what Zamer takes. */
class ConnectorTests {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONG = 20;

  @TempDir Path folder;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final AtomicInteger status = new AtomicInteger(201);
  private final BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
  private HttpServer zamer;
  private Connector connector;
  private Thread running;

  @AfterEach
  void stop() throws Exception {
    if (connector != null) {
      connector.stop();
      running.interrupt();
      assertThat(running.join(Duration.ofSeconds(LONG))).isTrue();
    }
    if (zamer != null) {
      zamer.stop(0);
    }
  }

  @Test
  void what_asterisk_says_reaches_zamer_in_its_order() throws Exception {
    try (var exchange = new Exchange(false, "answered")) {
      int port = zamer(0);
      connect(exchange.port(), port);

      assertThat(states(4)).containsExactly("ringing", "ringing", "answered", "ended");
      assertThat(exchange.said).contains("Action: Login", "Username: zamer", "Secret: secret");
    }
  }

  @Test
  void what_zamer_did_not_take_is_sent_when_it_does_and_nothing_twice_that_it_took()
      throws Exception {
    status.set(503);
    try (var exchange = new Exchange(false, "answered")) {
      connect(exchange.port(), zamer(0));
      assertThat(answered.poll(LONG, TimeUnit.SECONDS)).isEqualTo(503);
      assertThat(received).isEmpty();
      status.set(200);

      assertThat(states(4)).containsExactly("ringing", "ringing", "answered", "ended");
      untilNothingIsKept();
      assertThat(received).isEmpty();
    }
  }

  @Test
  void a_call_that_ended_while_zamer_was_away_is_kept_by_a_connector_that_is_started_again()
      throws Exception {
    int port = freePort();
    try (var exchange = new Exchange(false, "missed")) {
      connect(exchange.port(), port);
      untilKept(3);
      stopConnector();
    }
    zamer(port);
    try (var exchange = new Exchange(true)) {
      connect(exchange.port(), port);
      assertThat(states(3)).containsExactly("ringing", "ringing", "ended");
    }
  }

  @Test
  void a_connection_that_breaks_in_a_call_is_made_again_and_the_call_is_told_to_its_end()
      throws Exception {
    try (var exchange = new Exchange(false, "break-before", "break-after")) {
      connect(exchange.port(), zamer(0));
      assertThat(states(4)).containsExactly("ringing", "ringing", "answered", "ended");
    }
  }

  @Test
  void a_call_is_remembered_by_a_connector_that_is_started_again() throws Exception {
    int port = zamer(0);
    try (var exchange = new Exchange(false, "break-before")) {
      connect(exchange.port(), port);
      assertThat(states(2)).containsExactly("ringing", "ringing");
      // what is cut off while it is sent is sent again
      untilNothingIsKept();
      stopConnector();
    }
    // Asterisk was started again meanwhile, and no call goes on
    try (var exchange = new Exchange(false, "answered")) {
      connect(exchange.port(), port);
      JsonNode lost = JSON.readTree(received.poll(LONG, TimeUnit.SECONDS));
      assertThat(lost.get("state").stringValue()).isEqualTo("unknown");
      assertThat(lost.get("phone").stringValue()).isEqualTo("+79912084545");
    }
  }

  @Test
  void what_zamer_refuses_for_good_is_laid_aside_and_does_not_hold_up_the_rest() throws Exception {
    status.set(422);
    try (var exchange = new Exchange(false, "missed")) {
      connect(exchange.port(), zamer(0));
      for (int i = 0; i < 3; i++) {
        assertThat(answered.poll(LONG, TimeUnit.SECONDS)).isEqualTo(422);
      }
      untilNothingIsKept();
      try (Stream<Path> refused = Files.list(folder.resolve("refused"))) {
        assertThat(refused).hasSize(3);
      }
    }
  }

  @Test
  void a_token_that_is_wrong_loses_nothing() throws Exception {
    status.set(401);
    try (var exchange = new Exchange(false, "missed")) {
      connect(exchange.port(), zamer(0));
      assertThat(answered.poll(LONG, TimeUnit.SECONDS)).isEqualTo(401);
      untilKept(3);
      status.set(201);
      assertThat(states(3)).containsExactly("ringing", "ringing", "ended");
    }
  }

  @Test
  void what_was_remembered_half_is_forgotten_and_does_not_stop_the_connector() throws Exception {
    Files.writeString(folder.resolve("calls.json"), "[{\"id\": ");
    try (var exchange = new Exchange(false, "missed")) {
      connect(exchange.port(), zamer(0));
      assertThat(states(3)).contains("ended");
    }
  }

  @Test
  void settings_that_are_missing_or_wrong_are_all_named() {
    Map<String, String> environment = new HashMap<>();
    environment.put("ZAMER_URL", "ftp://zamer");
    environment.put("ZAMER_ASTERISK_PORT", "many");
    environment.put("ZAMER_ASTERISK_EXTENSIONS", "[");
    environment.put("ZAMER_ASTERISK_RECORDINGS", "javascript:{file}");

    assertThatThrownBy(() -> Settings.of(environment))
        .hasMessageContainingAll(
            "ZAMER_TOKEN",
            "ZAMER_ASTERISK_USER",
            "ZAMER_ASTERISK_SECRET",
            "ZAMER_ASTERISK_PORT",
            "ZAMER_URL",
            "ZAMER_ASTERISK_EXTENSIONS",
            "ZAMER_ASTERISK_RECORDINGS");
  }

  private void connect(int asterisk, int zamerPort) throws IOException {
    connector =
        new Connector(
            new Settings(
                "127.0.0.1",
                asterisk,
                "zamer",
                "secret",
                URI.create("http://127.0.0.1:" + zamerPort),
                "token",
                folder,
                Pattern.compile("[0-9]{3}"),
                "",
                ""),
            Clock.systemUTC());
    running = Thread.ofPlatform().daemon().start(connector::run);
  }

  private void stopConnector() throws Exception {
    connector.stop();
    assertThat(running.join(Duration.ofSeconds(LONG))).isTrue();
  }

  private int zamer(int port) throws IOException {
    zamer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
    zamer.createContext(
        "/api/v1/telephony/events",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean known =
              "Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          int answer = known ? status.get() : 401;
          if (answer / 100 == 2) {
            received.add(body);
          }
          answered.add(answer);
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    zamer.start();
    return zamer.getAddress().getPort();
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private List<String> states(int many) throws InterruptedException {
    List<String> states = new java.util.ArrayList<>();
    for (int i = 0; i < many; i++) {
      String body = received.poll(LONG, TimeUnit.SECONDS);
      assertThat(body).as("of %s", states).isNotNull();
      states.add(JSON.readTree(body).get("state").stringValue());
    }
    return states;
  }

  private void untilKept(int many) throws Exception {
    until(() -> kept() >= many);
  }

  private void untilNothingIsKept() throws Exception {
    until(() -> kept() == 0);
  }

  private long kept() {
    try (Stream<Path> files = Files.list(folder.resolve("unsent"))) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void until(java.util.function.BooleanSupplier happened) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(LONG).toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
