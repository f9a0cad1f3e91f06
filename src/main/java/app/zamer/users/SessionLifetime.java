package app.zamer.users;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session that has lasted as long as one may, though it was never idle. */
@Component
public class SessionLifetime {
  private final Duration longest;

  SessionLifetime(SignInSettings settings) {
    longest = settings.longest();
  }

  /** How long the session of a request may still last; empty if it has none. */
  public Optional<Duration> left(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false)).map(this::left);
  }

  // by the machine's clock, as sessions are kept; the company's may be set
  private Duration left(HttpSession session) {
    return longest.minusMillis(System.currentTimeMillis() - session.getCreationTime());
  }

  /** Comes before whatever looks who is signed in. */
  OncePerRequestFilter filter() {
    return new OncePerRequestFilter() {
      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && !left(session).isPositive()) {
          session.invalidate();
        }
        chain.doFilter(request, response);
      }
    };
  }
}
