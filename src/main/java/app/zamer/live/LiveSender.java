package app.zamer.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells all nodes what was committed on this one, by the database's NOTIFY. In a thread of its own
 * and not in the transactions themselves, since transactions that notify are committed one after
 * the other; whatever came in while one message was under way makes up the next.
 */
@Component
class LiveSender implements SmartLifecycle {
  static final String CHANNEL = "zamer_live";

  /** PostgreSQL takes messages of less than 8000 bytes. */
  private static final int MOST_BYTES = 7900;

  private static final long PAUSE_SECONDS = 1;
  private static final Logger log = LoggerFactory.getLogger(LiveSender.class);

  private final JdbcClient jdbc;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private volatile @Nullable Thread thread;

  LiveSender(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void send(LiveChange change) {
    waiting.addAll(change.written());
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().daemon().name("live-sender").start(this::run);
  }

  @Override
  public void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (true) {
        List<String> lines = new ArrayList<>(List.of(waiting.take()));
        waiting.drainTo(lines);
        for (String message : messages(new LinkedHashSet<>(lines))) {
          notifyAllNodes(message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void notifyAllNodes(String message) throws InterruptedException {
    while (true) {
      try {
        jdbc.sql("select pg_notify(?, ?)")
            .params(CHANNEL, message)
            .query((row, n) -> true)
            .single();
        return;
      } catch (DataAccessException e) {
        log.warn("open pages hear of changes later: {}", e.getMessage());
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    }
  }

  static List<String> messages(Set<String> lines) {
    List<String> messages = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    int bytes = 0;
    for (String line : lines) {
      int more = line.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes + more > MOST_BYTES) {
        messages.add(message.toString());
        message.setLength(0);
        bytes = 0;
      }
      message.append(message.isEmpty() ? "" : "\n").append(line);
      bytes += more;
    }
    messages.add(message.toString());
    return messages;
  }
}
