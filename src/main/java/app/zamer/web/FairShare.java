package app.zamer.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nobody has more requests under way than half of the connections to the database: whoever asks for
 * more at once waits for his own, and not everybody for him.
 */
final class FairShare extends OncePerRequestFilter {
  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final EarlyAnswers answers;
  private final int share;
  private final Map<String, Semaphore> people = new ConcurrentHashMap<>();

  /**
   * @param share how many requests of one person run at once
   */
  FairShare(EarlyAnswers answers, int share) {
    this.answers = answers;
    this.share = share;
  }

  // a stream of changes is open for hours, an upload may be slow; neither holds a connection
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRemoteUser() == null
        || BodyLimitFilter.isMultipart(request)
        || request.getRequestURI().equals(request.getContextPath() + "/live");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Semaphore his =
        people.computeIfAbsent(request.getRemoteUser(), login -> new Semaphore(share, true));
    if (!waited(his)) {
      answers.write(
          Unavailable.problem(Busy.withAnother("requests of " + request.getRemoteUser(), PAUSE)),
          request,
          response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      his.release();
    }
  }

  private static boolean waited(Semaphore his) {
    try {
      return his.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
