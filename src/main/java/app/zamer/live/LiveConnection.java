package app.zamer.live;

import app.zamer.users.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. It is written to from a thread of its own, so that a slow network holds up nobody
 * else; who does not keep up is cut off, comes back and looks again.
 */
final class LiveConnection implements LivePage {
  /** So that proxies keep the connection, and one that is dead is noticed. */
  private static final int BEAT_SECONDS = 15;

  private static final int MOST_WAITING = 1000;

  private final UserId person;
  private final Duration longest;
  private final SseEmitter emitter = new SseEmitter(0L);
  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean ended;

  private record Event(long at, String topics) {}

  /**
   * @param longest after this the page has to come back
   */
  LiveConnection(UserId person, Duration longest) {
    this.person = person;
    this.longest = longest;
  }

  @Override
  public UserId person() {
    return person;
  }

  SseEmitter emitter() {
    return emitter;
  }

  @Override
  public void tell(long at, String topics) {
    if (!waiting.offer(new Event(at, topics))) {
      end();
    }
  }

  @Override
  public void end() {
    ended = true;
    waiting.offer(new Event(0, ""));
  }

  /**
   * @param whenGone what is done when the page is closed
   */
  void start(Runnable whenGone) {
    Thread.ofVirtual().name("live-connection").start(() -> run(whenGone));
  }

  private void run(Runnable whenGone) {
    long until = System.nanoTime() + longest.toNanos();
    try {
      while (!ended && System.nanoTime() < until) {
        Event event = waiting.poll(BEAT_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
          emitter.send(SseEmitter.event().comment(""));
        } else if (!ended) {
          emitter.send(SseEmitter.event().id(Long.toString(event.at())).data(event.topics()));
        }
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      // the page was closed, which is how connections end; the servlet container completes what has
      // failed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      whenGone.run();
    }
  }
}
