package app.zamer.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How long it takes until another browser hears of a stage move, from the moment it is asked for. */
final class Live {
  private static final int PATIENCE_SECONDS = 10;

  private final Pages listener;
  private final Way.Client mover;

  Live(Pages listener, Way.Client mover) {
    this.listener = listener;
    this.mover = mover;
  }

  /** The deal is moved to and fro, after half as many moves that are not counted. */
  Timings measure(long deal, int times) throws Exception {
    HttpResponse<Stream<String>> stream = listener.live();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().start(() -> read(stream.body(), heard));
    var nanos = new long[times];
    long began = 0;
    for (int n = -times / 2; n < times; n++) {
      if (n == 0) {
        began = System.nanoTime();
      }
      long before = System.nanoTime();
      mover.bounce(deal, n % 2 != 0);
      await(heard, "deal-" + deal);
      if (n >= 0) {
        nanos[n] = System.nanoTime() - before;
      }
    }
    var timings = new Timings();
    timings.add(times / ((System.nanoTime() - began) / 1e9), nanos);
    return timings;
  }

  /** Until the program ends. */
  private static void read(Stream<String> lines, BlockingQueue<String> heard) {
    try (lines) {
      lines.filter(line -> line.startsWith("data:")).forEach(heard::add);
    } catch (UncheckedIOException e) {
      heard.clear();
    }
  }

  private static void await(BlockingQueue<String> heard, String topic) throws IOException, InterruptedException {
    String line;
    do {
      line = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IOException("nothing was heard of " + topic);
      }
    } while (!line.contains(topic));
  }
}
