package app.zamer.users;

import app.zamer.web.Messages;
import app.zamer.web.Shells;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * What happens around a sign-in on the page: attempts are counted, the outcome is kept in the audit
 * log.
 */
@Component
class SignIn {
  static final String LOGIN = "login";
  static final String PASSWORD = "password";
  // what may have led somebody here
  private static final Set<String> NOTES = Set.of("created", "signed-out", "everywhere");

  private final SignInThrottle throttle;
  private final UserRepository users;
  private final Audit audit;
  private final ViewResolver views;
  private final Shells shells;

  SignIn(
      SignInThrottle throttle,
      UserRepository users,
      Audit audit,
      @Qualifier("jteViewResolver") ViewResolver views,
      Shells shells) {
    this.throttle = throttle;
    this.users = users;
    this.audit = audit;
    this.views = views;
    this.shells = shells;
  }

  AuthenticationSuccessHandler succeeded(RequestCache requests) {
    SavedRequestAwareAuthenticationSuccessHandler onward =
        new SavedRequestAwareAuthenticationSuccessHandler();
    onward.setRequestCache(requests);
    return (HttpServletRequest request, HttpServletResponse response, Authentication who) -> {
      throttle.forget(who.getName(), request.getRemoteAddr());
      Devices.note(request, null);
      audit.record(
          new Actor(new UserId(who.getName()), Set.of()),
          "signed-in",
          who.getName(),
          Map.of("address", request.getRemoteAddr()));
      onward.onAuthenticationSuccess(request, response, who);
    };
  }

  AuthenticationFailureHandler failed() {
    return (HttpServletRequest request,
        HttpServletResponse response,
        AuthenticationException error) -> {
      // what is no login may be a password typed into the wrong field
      String login = SignInThrottle.login(typed(request));
      boolean known = AccountRules.isLogin(login) && users.find(new UserId(login)).isPresent();
      audit.record(
          Actor.SYSTEM,
          "sign-in.failed",
          known ? login : "",
          Map.of("address", request.getRemoteAddr()));
      show(request, response, HttpStatus.UNAUTHORIZED, Messages.get("sign-in.wrong"));
    };
  }

  /** Turns away who has guessed too often. */
  OncePerRequestFilter throttled() {
    return new OncePerRequestFilter() {
      @Override
      protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
            || !request.getRequestURI().equals(request.getContextPath() + "/login");
      }

      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        Optional<Duration> wait = throttle.attempt(typed(request), request.getRemoteAddr());
        if (wait.isEmpty()) {
          chain.doFilter(request, response);
          return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.get().toSeconds()));
        show(
            request,
            response,
            HttpStatus.TOO_MANY_REQUESTS,
            Messages.get("sign-in.too-many", wait.get().plusSeconds(59).toMinutes()));
      }
    };
  }

  /** The page as a controller shows it, with what was typed and what is wrong with it. */
  Map<String, Object> model(HttpServletRequest request, String login, String error, String note) {
    String said = NOTES.contains(note) ? Messages.get("sign-in." + note) : "";
    return Map.of("shell", shells.of(request), "login", login, "error", error, "note", said);
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String error)
      throws IOException {
    response.setStatus(status.value());
    try {
      View page = Objects.requireNonNull(views.resolveViewName("users/login", Messages.language()));
      page.render(model(request, typed(request), error, ""), request, response);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String typed(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getParameter(LOGIN), "");
  }
}
