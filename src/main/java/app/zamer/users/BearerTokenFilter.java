package app.zamer.users;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows people by {@code Authorization: Bearer <personal token>}; a wrong token, or one for another
 * purpose, is never taken for a session.
 */
final class BearerTokenFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final RequestMatcher REPORTS = ExchangeAccess.reports();

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
      Optional<TokenUse> use =
          actors
              .byToken(header.substring(SCHEME.length()).strip())
              .filter(token -> opens(token.purpose(), request));
      if (use.isEmpty()) {
        refusals.invalidToken(request, response);
        return;
      }
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(new TokenAuthentication(acting(use.get()), use.get().purpose()));
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  // whoever made it, by a token of an exchange comes an exchange, and with no other rights
  private static Actor acting(TokenUse use) {
    return use.purpose() == TokenPurpose.EXCHANGE
        ? new Actor(use.actor().id(), Set.of(Role.EXCHANGE))
        : use.actor();
  }

  private static boolean opens(TokenPurpose purpose, HttpServletRequest request) {
    return switch (purpose) {
      case API -> true;
      case EXCHANGE -> REPORTS.matches(request);
      case BITRIX24, CALENDAR, MCP -> false;
    };
  }
}
