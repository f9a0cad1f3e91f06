package app.zamer.users;

import app.zamer.web.Busy;
import app.zamer.web.Messages;
import app.zamer.web.Networks;
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

  private static final String TRIED = SignIn.class.getName() + ".tried";

  private final SignInThrottle throttle;
  private final KnownDevices known;
  private final UserRepository users;
  private final AccountMessages messages;
  private final Audit audit;
  private final SignInAgain again;
  private final Shells shells;

  SignIn(
      SignInThrottle throttle,
      KnownDevices known,
      UserRepository users,
      AccountMessages messages,
      Audit audit,
      SignInAgain again,
      Shells shells) {
    this.throttle = throttle;
    this.known = known;
    this.users = users;
    this.messages = messages;
    this.audit = audit;
    this.again = again;
    this.shells = shells;
  }

  AuthenticationSuccessHandler succeeded(RequestCache requests) {
    SavedRequestAwareAuthenticationSuccessHandler onward =
        new SavedRequestAwareAuthenticationSuccessHandler();
    onward.setRequestCache(requests);
    onward.setRedirectStrategy(
        (request, response, target) -> response.sendRedirect(withinThisSite(target)));
    return (HttpServletRequest request, HttpServletResponse response, Authentication who) -> {
      if (request.getAttribute(TRIED) instanceof Tried tried) {
        throttle.forget(who.getName(), tried.place());
        if (!tried.known()) {
          throttle.takeBack(tried.network());
        }
      }
      UserId user = new UserId(who.getName());
      if (known.isNews(user, request)) {
        messages.tell(
            user,
            "new-device",
            Map.of("said", Devices.agent(request) + ", " + request.getRemoteAddr()));
      }
      known.remember(user, request, response);
      Devices.note(request, null);
      audit.record(
          new Actor(new UserId(who.getName()), Set.of()),
          "signed-in",
          who.getName(),
          Map.of("address", request.getRemoteAddr()));
      if (isHere(request)) {
        response.setStatus(HttpStatus.NO_CONTENT.value());
        return;
      }
      Optional<UnsentForm> form = UnsentForm.carried(request);
      if (form.isPresent()) {
        again.show(request, response, HttpStatus.OK, form.get(), "");
      } else {
        onward.onAuthenticationSuccess(request, response, who);
      }
    };
  }

  /** The address without its host, which is what the request that led here had said. */
  private static String withinThisSite(String target) {
    String path = target.replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*", "");
    return path.startsWith("/") ? path.replaceFirst("^[/\\\\]+", "/") : "/" + path;
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

  /**
   * An attempt that is counted.
   *
   * @param place what the throttle counts it at, together with the login
   * @param known whether the person has signed in in this browser before
   */
  private record Tried(String network, String place, boolean known) {}

  /** Turns away who has guessed too often, and who comes with too many others at once. */
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
        Tried tried = tried(request);
        Optional<Duration> wait = count(typed(request), tried);
        if (wait.isPresent()) {
          response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.get().toSeconds()));
          show(
              request,
              response,
              HttpStatus.TOO_MANY_REQUESTS,
              Messages.get("sign-in.too-many", wait.get().plusSeconds(59).toMinutes()));
          return;
        }
        request.setAttribute(TRIED, tried);
        try {
          goOn(tried, request, response, chain);
        } catch (Busy busy) {
          takeBack(typed(request), tried);
          response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(busy.waiting().toSeconds()));
          show(
              request,
              response,
              HttpStatus.SERVICE_UNAVAILABLE,
              Messages.get("sign-in.busy", busy.waiting().toSeconds()));
        }
      }
    };
  }

  private Tried tried(HttpServletRequest request) {
    String network = Networks.of(request.getRemoteAddr());
    Optional<String> device = known.of(request, typed(request));
    return new Tried(network, device.orElse(network), device.isPresent());
  }

  private Optional<Duration> count(String login, Tried tried) {
    Optional<Duration> wait = tried.known() ? Optional.empty() : throttle.attempt(tried.network());
    return wait.isPresent() ? wait : throttle.attempt(login, tried.place());
  }

  private void takeBack(String login, Tried tried) {
    throttle.takeBack(login, tried.place());
    if (!tried.known()) {
      throttle.takeBack(tried.network());
    }
  }

  private static void goOn(
      Tried tried, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (tried.known()) {
      chain.doFilter(request, response);
      return;
    }
    try {
      PasswordWork.forStranger(
          tried.network(),
          () -> {
            chain.doFilter(request, response);
            return null;
          });
    } catch (ServletException | IOException | RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The page as a controller shows it, with what was typed and what is wrong with it. */
  Map<String, Object> model(HttpServletRequest request, String login, String error, String note) {
    String said = NOTES.contains(note) ? Messages.get("sign-in." + note) : "";
    return Map.of("shell", shells.of(request), "login", login, "error", error, "note", said);
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String error)
      throws IOException {
    if (isHere(request)) {
      again.render(
          "users/here", status, Map.of("login", typed(request), "error", error), request, response);
      return;
    }
    Optional<UnsentForm> form = UnsentForm.carried(request);
    if (form.isPresent()) {
      again.show(request, response, status, form.get(), error);
    } else {
      again.render(
          "users/login",
          status,
          Map.of("login", typed(request), "error", error, "note", ""),
          request,
          response);
    }
  }

  // a page shows the sign-in over itself
  static boolean isHere(HttpServletRequest request) {
    return request.getParameter("here") != null;
  }

  private static String typed(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getParameter(LOGIN), "");
  }
}
