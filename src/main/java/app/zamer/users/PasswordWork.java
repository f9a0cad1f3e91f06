package app.zamer.users;

import app.zamer.web.Busy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes of passwords are slow to make by design, so they are made off the threads of requests: one
 * at a time for strangers and one for people who are known, each with a queue that has an end. A
 * flood of sign-ins therefore holds one processor at most, and nobody who has been here before
 * stands behind it.
 */
final class PasswordWork implements PasswordEncoder {
  /** How many strangers wait at most, and how many of them come from one network. */
  static final int STRANGERS = 12;

  static final int OF_ONE_NETWORK = 8;
  private static final int KNOWN = 32;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final ScopedValue<String> NETWORK = ScopedValue.newInstance();

  private final PasswordEncoder hashes;
  private final ThreadPoolExecutor strangers = oneAtATime("passwords-of-strangers", STRANGERS);
  private final ThreadPoolExecutor known = oneAtATime("passwords", KNOWN);
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  PasswordWork(PasswordEncoder hashes) {
    this.hashes = hashes;
  }

  /** What is done here is done for somebody of that network who is not known. */
  static void forStranger(String network, ScopedValue.CallableOp<@Nullable Void, Exception> action)
      throws Exception {
    ScopedValue.where(NETWORK, network).call(action);
  }

  @Override
  public String encode(@Nullable CharSequence password) {
    return done(() -> hashes.encode(password));
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    return done(() -> hashes.matches(password, hash));
  }

  @Override
  public boolean upgradeEncoding(@Nullable String hash) {
    return hashes.upgradeEncoding(hash);
  }

  private <T> T done(Supplier<T> work) {
    if (!NETWORK.isBound()) {
      return by(known, work);
    }
    String network = NETWORK.get();
    int ofThem = waiting.merge(network, 1, Integer::sum);
    try {
      if (ofThem > OF_ONE_NETWORK) {
        throw busy();
      }
      return by(strangers, work);
    } finally {
      waiting.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private static <T> T by(ThreadPoolExecutor thread, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    try {
      thread.execute(task);
      return task.get();
    } catch (RejectedExecutionException e) {
      throw busy();
    } catch (InterruptedException e) {
      task.cancel(false);
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Busy busy() {
    return new Busy("too many passwords at once", PAUSE);
  }

  private static ThreadPoolExecutor oneAtATime(String name, int queue) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name(name).factory());
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }
}
