package app.zamer.users;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/**
 * Keeps the protection token of pages in a cookie: by https under a name that no other host, nor a
 * page without https, can set.
 */
final class CsrfCookie implements CsrfTokenRepository {
  static final String NAME = "XSRF-TOKEN";

  private final CookieCsrfTokenRepository open = named(NAME);
  private final CookieCsrfTokenRepository secure = named("__Host-" + NAME);

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return by(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    by(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return by(request).loadToken(request);
  }

  private CookieCsrfTokenRepository by(HttpServletRequest request) {
    return request.isSecure() ? secure : open;
  }

  private static CookieCsrfTokenRepository named(String name) {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName(name);
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    return tokens;
  }
}
