package app.zamer.users;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets in who has signed in. The account of an exchange, which is no person's, reports calls and
 * has its tokens made, and opens nothing else, neither to programs nor on pages.
 */
final class ExchangeAccess implements AuthorizationManager<RequestAuthorizationContext> {
  private static final Set<Role> EXCHANGE = Set.of(Role.EXCHANGE);
  private static final RequestMatcher ITS_OWN = new OrRequestMatcher(reports(), account());

  private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
  private final Actors actors;

  ExchangeAccess(Actors actors) {
    this.actors = actors;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext where) {
    Authentication authentication = who.get();
    return new AuthorizationDecision(
        authentication != null
            && trust.isAuthenticated(authentication)
            && (!isExchange(authentication) || ITS_OWN.matches(where.getRequest())));
  }

  private boolean isExchange(Authentication who) {
    Set<Role> roles =
        who instanceof TokenAuthentication token
            ? token.actor().roles()
            : actors.byLogin(who.getName()).map(Actor::roles).orElse(Set.of());
    return roles.equals(EXCHANGE);
  }

  /** What an exchange comes for. */
  static RequestMatcher reports() {
    return new OrRequestMatcher(
        path(HttpMethod.POST, "/api/v1/telephony/calls"),
        path(HttpMethod.POST, "/api/v1/telephony/events"));
  }

  private static RequestMatcher account() {
    return new OrRequestMatcher(
        path(null, "/"),
        path(null, "/account/**"),
        path(null, "/logout"),
        path(null, "/api/v1/me"),
        path(null, "/api/v1/tokens/**"));
  }

  private static RequestMatcher path(@Nullable HttpMethod method, String pattern) {
    var paths = PathPatternRequestMatcher.withDefaults();
    return method == null ? paths.matcher(pattern) : paths.matcher(method, pattern);
  }
}
