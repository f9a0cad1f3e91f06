package app.zamer.crash;

import app.zamer.ZamerApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole program in a JVM of its own, in demo mode on a database that is as durable as a
 * company's.
 */
final class Program implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Program(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on this folder; back when it serves requests. */
  static Program start(Path data) throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ZamerApplication.class.getName(),
                "--spring.profiles.active=demo",
                "--server.port=" + port,
                "--zamer.data-dir=" + data,
                "--zamer.demo.sample=false",
                "--db-scheduler.enabled=true",
                "--zamer.database.durable=true")
            .inheritIO()
            .start();
    var program = new Program(process, port);
    while (!program.ready()) {
      if (!process.isAlive()) {
        throw new IOException("the program ended with " + process.exitValue());
      }
      process.onExit().completeOnTimeout(process, 200, TimeUnit.MILLISECONDS).join();
    }
    return program;
  }

  record Answer(int status, JsonNode body) {}

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder().GET(), path);
  }

  /**
   * @throws IOException if the program dies before it has answered
   */
  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json"),
        path);
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private Answer send(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request
                .uri(URI.create("http://localhost:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer demo-anna")
                .build(),
            BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private boolean ready() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + port + "/actuator/health/readiness"))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
