package app.zamer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What the layout of every page needs to know about the request.
 *
 * @param path where the page stands
 * @param query what its address says beyond that; empty if nothing
 * @param user the login of who is signed in
 * @param csrf what every form of the page sends along
 */
public record Shell(
    String path, String query, Locale language, @Nullable String user, @Nullable CsrfToken csrf) {
  public static Shell of(HttpServletRequest request) {
    return new Shell(
        request.getRequestURI().substring(request.getContextPath().length()),
        Objects.requireNonNullElse(request.getQueryString(), ""),
        Messages.language(),
        request.getRemoteUser(),
        request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token : null);
  }

  /** The address of this page in another language. */
  public String in(String other) {
    Stream<String> kept =
        Arrays.stream(query.split("&"))
            .filter(part -> !part.isEmpty() && !part.startsWith(Languages.PARAMETER + "="));
    return Stream.concat(kept, Stream.of(Languages.PARAMETER + "=" + other))
        .collect(Collectors.joining("&", "?", ""));
  }
}
