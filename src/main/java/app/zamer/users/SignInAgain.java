package app.zamer.users;

import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Shells;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * What happens to a page that is used after its session has ended, or after somebody has signed in
 * anew. Its script (sign-in.js) is told in a header and asks for the sign-in over the page; a form
 * that was sent without the script comes back with what was typed.
 */
@Component
class SignInAgain implements AuthenticationEntryPoint, AccessDeniedHandler {
  private static final AccessDeniedHandler REFUSED = new AccessDeniedHandlerImpl();

  private final LoginUrlAuthenticationEntryPoint page =
      new LoginUrlAuthenticationEntryPoint("/login");
  private final ViewResolver views;
  private final Shells shells;

  SignInAgain(@Qualifier("jteViewResolver") ViewResolver views, Shells shells) {
    this.views = views;
    this.shells = shells;
  }

  /** Nobody is signed in. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException error)
      throws IOException, ServletException {
    if (Htmx.asked(request) || isStream(request)) {
      response.setHeader(Htmx.SIGN_IN, Htmx.SIGN_IN_NEEDED);
      note(request, response, HttpStatus.UNAUTHORIZED, Messages.get("sign-in.ended"));
      return;
    }
    Optional<UnsentForm> form = kept(request);
    if (form.isPresent()) {
      show(request, response, HttpStatus.UNAUTHORIZED, form.get(), "");
    } else {
      page.commence(request, response, error);
    }
  }

  /** The page's token is an old one; any other refusal is what it is elsewhere. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException error)
      throws IOException, ServletException {
    if (!(error instanceof CsrfException)) {
      REFUSED.handle(request, response, error);
      return;
    }
    // for the journal, which tells this from a missing right
    request.setAttribute(WebAttributes.ACCESS_DENIED_403, error);
    if (Htmx.asked(request)) {
      response.setHeader(Htmx.SIGN_IN, Htmx.SIGN_IN_RENEWED);
      note(request, response, HttpStatus.FORBIDDEN, Messages.get("problem.csrf"));
      return;
    }
    Optional<UnsentForm> form = isSignIn(request) ? carried(request) : kept(request);
    if (form.isPresent()) {
      show(request, response, HttpStatus.FORBIDDEN, form.get(), "");
    } else if (isSignIn(request)) {
      // the page of the sign-in itself was left open
      String login = Objects.requireNonNullElse(request.getParameter(SignIn.LOGIN), "");
      render(
          SignIn.isHere(request) ? "users/here" : "users/login",
          HttpStatus.FORBIDDEN,
          Map.of("login", login, "error", Messages.get("sign-in.stale"), "note", ""),
          request,
          response);
    } else {
      render(
          "web/error",
          HttpStatus.FORBIDDEN,
          Map.of(
              "title", Messages.get("problem.403.title"), "detail", Messages.get("problem.csrf")),
          request,
          response);
    }
  }

  /**
   * Shows a form that was not taken, with a way to send it: for whom it is of, after the sign-in if
   * need be.
   *
   * @param error what is wrong with the sign-in; empty if nothing is
   */
  void show(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      UnsentForm form,
      String error)
      throws IOException {
    String login = PageToken.present().orElse("");
    render(
        "users/again",
        status,
        Map.of(
            "form",
            form,
            "signedIn",
            !login.isEmpty(),
            "other",
            !login.isEmpty() && !form.isOf(login),
            "login",
            Objects.requireNonNullElse(request.getParameter(SignIn.LOGIN), form.person()),
            "error",
            error),
        request,
        response);
  }

  private void note(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    render(
        "web/note",
        status,
        Map.of("title", Messages.get("sign-in.ended-title"), "detail", detail),
        request,
        response);
  }

  /** Shows a page outside the controllers. */
  void render(
      String name,
      HttpStatus status,
      Map<String, ?> model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Map<String, Object> all = new HashMap<>(model);
    all.put("shell", shells.of(request));
    response.setStatus(status.value());
    try {
      View view = Objects.requireNonNull(views.resolveViewName(name, Messages.language()));
      view.render(all, request, response);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // what another site made the browser send is not offered to be sent again
  private static Optional<UnsentForm> kept(HttpServletRequest request) {
    boolean keeps =
        request.getMethod().equals("POST")
            && isFromHere(request)
            && !request.getRequestURI().endsWith("/first-run");
    return keeps ? UnsentForm.of(request) : Optional.empty();
  }

  private static Optional<UnsentForm> carried(HttpServletRequest request) {
    return isFromHere(request) ? UnsentForm.carried(request) : Optional.empty();
  }

  private static boolean isSignIn(HttpServletRequest request) {
    return request.getRequestURI().equals(request.getContextPath() + "/login");
  }

  private static boolean isFromHere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null
        ? isSameHost(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST))
        : site.equals("same-origin");
  }

  private static boolean isSameHost(@Nullable String origin, @Nullable String host) {
    try {
      return origin != null && host != null && host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isStream(HttpServletRequest request) {
    return request.getRequestURI().equals(request.getContextPath() + "/live");
  }
}
