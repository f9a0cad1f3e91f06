package app.zamer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What the layout of every page needs to know about the request.
 *
 * @param user the login of who is signed in
 * @param csrf what every form of the page sends along
 */
public record Shell(String path, Locale language, @Nullable String user, @Nullable CsrfToken csrf) {
  public static Shell of(HttpServletRequest request) {
    return new Shell(
        request.getRequestURI().substring(request.getContextPath().length()),
        Messages.language(),
        request.getRemoteUser(),
        request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token : null);
  }
}
