package app.zamer.asterisk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Zamer is to be told: kept in a folder before it is sent, and until Zamer has it. It is sent
 * in the order in which it happened, at least once; Zamer takes what it knows already for nothing
 * new.
 */
final class Outbox {
  private static final System.Logger log = System.getLogger(Outbox.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String KEPT = ".json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Path refused;
  private final URI address;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();
  private long last;

  /**
   * @param zamer such as {@code http://localhost:8080}
   */
  Outbox(Path folder, URI zamer, String token) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("unsent"));
    this.refused = Files.createDirectories(folder.resolve("refused"));
    this.address = zamer.resolve("/api/v1/telephony/events");
    this.token = token;
    List<Path> unsent = unsent();
    this.last = unsent.isEmpty() ? 0 : number(unsent.getLast());
  }

  /** Keeps what is to be sent; it is on the disk when this returns. */
  synchronized void add(List<CallNews> news) {
    for (CallNews one : news) {
      last = Math.max(last + 1, System.currentTimeMillis() * 1000);
      store(folder.resolve("%019d%s".formatted(last, KEPT)), JSON.writeValueAsString(one));
    }
    if (!news.isEmpty()) {
      notifyAll();
    }
  }

  /** Sends what there is, and whatever comes, until the thread is interrupted. */
  void run() {
    Duration pause = SHORTEST;
    try {
      while (true) {
        if (sendAll()) {
          pause = SHORTEST;
          await();
        } else {
          Thread.sleep(pause.toMillis());
          pause = longer(pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void await() throws InterruptedException {
    while (unsent().isEmpty()) {
      wait();
    }
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
  }

  /** Whether nothing was left. */
  private boolean sendAll() throws InterruptedException {
    for (Path file : unsent()) {
      try {
        int status = post(Files.readString(file));
        if (status / 100 == 2) {
          Files.delete(file);
        } else if (isRefused(status)) {
          log.log(
              System.Logger.Level.WARNING,
              "Zamer refuses {0} with {1}",
              file.getFileName(),
              status);
          Files.move(
              file, refused.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } else {
          log.log(System.Logger.Level.WARNING, "Zamer answers {0}; trying again", status);
          return false;
        }
      } catch (IOException e) {
        log.log(System.Logger.Level.WARNING, "Zamer is away ({0}); trying again", e.toString());
        return false;
      }
    }
    return true;
  }

  /** Whether sending the same again would be refused again: what a call says, not who says it. */
  private static boolean isRefused(int status) {
    return status == 400 || status == 422;
  }

  private int post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private List<Path> unsent() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(KEPT)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(Path file) {
    String digits = file.getFileName().toString().replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  /** Writes a file whole or not at all, also if the machine stops meanwhile. */
  static void store(Path file, String text) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
