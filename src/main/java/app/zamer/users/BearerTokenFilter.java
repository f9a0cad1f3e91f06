package app.zamer.users;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows people by {@code Authorization: Bearer <personal token>}; a wrong token is never taken for
 * a session.
 */
final class BearerTokenFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final Actors actors;
  private final ApiRefusals refusals;

  BearerTokenFilter(Actors actors, ApiRefusals refusals) {
    this.actors = actors;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      Optional<Actor> actor = actors.byToken(header.substring(SCHEME.length()).strip());
      if (actor.isEmpty()) {
        refusals.invalidToken(request, response);
        return;
      }
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(new TokenAuthentication(actor.get()));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }
}
