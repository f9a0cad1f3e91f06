package app.zamer.asterisk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connector's program: hears Asterisk, tells Zamer. Either may be away for a while; it comes
 * back to Asterisk by itself, and keeps for Zamer what Zamer has not got.
 */
public final class Connector {
  private static final System.Logger log = System.getLogger(Connector.class.getName());
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Settings settings;
  private final CallTracker tracker;
  private final Outbox outbox;
  private final Path remembered;
  private final Clock clock;
  private volatile boolean stopped;
  private volatile @Nullable Ami open;

  Connector(Settings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.tracker = new CallTracker(settings.extensions(), settings.prefix(), settings.recordings());
    this.outbox = new Outbox(settings.folder(), settings.zamer(), settings.token());
    this.remembered = settings.folder().resolve("calls.json");
    remember();
  }

  /** Runs until it is stopped; everything it needs is in the environment. */
  public static void main(String[] arguments) throws IOException {
    Settings settings;
    try {
      settings = Settings.of(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    new Connector(settings, Clock.systemUTC()).run();
  }

  void run() {
    Thread sender = Thread.ofPlatform().name("to-zamer").daemon().start(outbox::run);
    Duration pause = SHORTEST;
    while (!stopped) {
      try (Ami ami = connect()) {
        pause = SHORTEST;
        hear(ami);
      } catch (IOException e) {
        if (!stopped) {
          log.log(
              System.Logger.Level.WARNING, "Asterisk is away ({0}); trying again", e.getMessage());
          rest(pause);
          Duration longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        }
      }
    }
    sender.interrupt();
  }

  void stop() throws IOException {
    stopped = true;
    Ami ami = open;
    if (ami != null) {
      ami.close();
    }
  }

  private Ami connect() throws IOException {
    Ami ami =
        Ami.connect(settings.host(), settings.port(), settings.user(), settings.secret(), SILENCE);
    open = ami;
    log.log(
        System.Logger.Level.INFO,
        "hears Asterisk at {0}:{1}",
        settings.host(),
        String.valueOf(settings.port()));
    return ami;
  }

  private void hear(Ami ami) throws IOException {
    tracker.connected();
    ami.send("CoreShowChannels");
    Thread pinging = Thread.ofVirtual().start(() -> ping(ami));
    try {
      while (!stopped) {
        Map<String, String> message = ami.read();
        Collection<TrackedCall> before = tracker.calls();
        List<CallNews> news = tracker.on(message, clock.instant());
        // first what is to be sent, or a crash in between would forget it
        outbox.add(news);
        if (!tracker.calls().equals(before)) {
          Outbox.store(remembered, JSON.writeValueAsString(tracker.calls()));
        }
      }
    } finally {
      pinging.interrupt();
    }
  }

  /** So that a connection that is dead is noticed: Asterisk answers. */
  private static void ping(Ami ami) {
    try {
      while (true) {
        Thread.sleep(PING.toMillis());
        ami.send("Ping");
      }
    } catch (IOException e) {
      // whoever reads notices as well
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void remember() throws IOException {
    if (!Files.exists(remembered)) {
      return;
    }
    try {
      tracker.remember(List.of(JSON.readValue(Files.readString(remembered), TrackedCall[].class)));
    } catch (JacksonException e) {
      log.log(System.Logger.Level.WARNING, "cannot read {0}: {1}", remembered, e.getMessage());
    }
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
