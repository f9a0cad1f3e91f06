package app.zamer.users;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * The protection token as pages carry it: behind it stands for whom the page was made, so that what
 * one person has typed is never sent by another who has signed in at the same browser since.
 */
final class PageToken implements CsrfTokenRequestHandler {
  // in no login, and in no token
  private static final char BEFORE_PERSON = '~';

  private final XorCsrfTokenRequestAttributeHandler masked =
      new XorCsrfTokenRequestAttributeHandler();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    masked.handle(request, response, token);
    CsrfToken plain =
        (CsrfToken) Objects.requireNonNull(request.getAttribute(CsrfToken.class.getName()));
    CsrfToken named = new Named(plain);
    request.setAttribute(CsrfToken.class.getName(), named);
    request.setAttribute("_csrf", named);
  }

  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return masked.resolveCsrfTokenValue(new Nameless(request, token), token);
  }

  /** For whom the page was made that a request comes from; empty if it does not say. */
  static String person(HttpServletRequest request) {
    String sent = sent(request);
    int at = sent.indexOf(BEFORE_PERSON);
    return at < 0 ? "" : sent.substring(at + 1);
  }

  /** Who is signed in; empty if nobody is. */
  static Optional<String> present() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who == null || who instanceof AnonymousAuthenticationToken || !who.isAuthenticated()
        ? Optional.empty()
        : Optional.of(who.getName());
  }

  private static String sent(HttpServletRequest request) {
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      String header = request.getHeader(token.getHeaderName());
      String field = header == null ? request.getParameter(token.getParameterName()) : header;
      return Objects.requireNonNullElse(field, "");
    }
    return "";
  }

  private static @Nullable String nameless(@Nullable String token) {
    int at = token == null ? -1 : token.indexOf(BEFORE_PERSON);
    return token == null || at < 0 ? token : token.substring(0, at);
  }

  private record Named(CsrfToken plain) implements CsrfToken {
    @Override
    public String getHeaderName() {
      return plain.getHeaderName();
    }

    @Override
    public String getParameterName() {
      return plain.getParameterName();
    }

    @Override
    public String getToken() {
      return plain.getToken() + present().map(login -> BEFORE_PERSON + login).orElse("");
    }

    @Override
    public String toString() {
      return "Named[]";
    }
  }

  private static final class Nameless extends HttpServletRequestWrapper {
    private final CsrfToken token;

    private Nameless(HttpServletRequest request, CsrfToken token) {
      super(request);
      this.token = token;
    }

    @Override
    public @Nullable String getHeader(String name) {
      String value = super.getHeader(name);
      return name.equals(token.getHeaderName()) ? nameless(value) : value;
    }

    @Override
    public @Nullable String getParameter(String name) {
      String value = super.getParameter(name);
      return name.equals(token.getParameterName()) ? nameless(value) : value;
    }
  }
}
