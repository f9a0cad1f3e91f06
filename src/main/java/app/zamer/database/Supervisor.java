package app.zamer.database;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of a server, and starts it again if nobody has asked for that end: whoever was
 * connected finds it at the same address as before.
 */
final class Supervisor {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  /** Starts the server at its old address; returns when it answers. */
  interface Start {
    ProcessHandle again() throws IOException;
  }

  private final Start start;
  private final Restarts restarts;
  private final Thread thread;
  private volatile boolean dismissed;

  private Supervisor(ProcessHandle server, Start start, Restarts restarts) {
    this.start = start;
    this.restarts = restarts;
    this.thread = Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(run(server));
  }

  static Supervisor over(ProcessHandle server, Start start, Restarts restarts) {
    Supervisor supervisor = new Supervisor(server, start, restarts);
    supervisor.thread.start();
    return supervisor;
  }

  /** From now on its end is wanted; returns when no start is under way any more. */
  void dismiss() {
    dismissed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Runnable run(ProcessHandle first) {
    return () -> {
      ProcessHandle server = first;
      int tries = 0;
      try {
        while (true) {
          long since = System.nanoTime();
          server.onExit().get();
          if (dismissed) {
            return;
          }
          log.error("PostgreSQL {} has ended by itself, and is started again", server.pid());
          if (Duration.ofNanos(System.nanoTime() - since).toSeconds() >= Restarts.STEADY_SECONDS) {
            tries = 0;
          }
          ProcessHandle again = null;
          while (again == null && !dismissed) {
            if (tries == restarts.pauses().size()) {
              log.error("PostgreSQL does not stay up after {} starts", tries);
              // whoever gives up ends this supervisor too, and would wait for itself
              Thread.ofPlatform().name("postgres-given-up").start(restarts.givenUp());
              return;
            }
            TimeUnit.NANOSECONDS.sleep(restarts.pauses().get(tries).toNanos());
            tries++;
            again = tried();
          }
          if (again == null) {
            return;
          }
          server = again;
          log.warn("PostgreSQL {} answers", server.pid());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // dismissed
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private @Nullable ProcessHandle tried() {
    try {
      return start.again();
    } catch (IOException e) {
      if (!dismissed) {
        log.error("PostgreSQL does not start: {}", e.getMessage());
      }
      return null;
    }
  }
}
