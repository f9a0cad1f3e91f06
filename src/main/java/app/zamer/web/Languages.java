package app.zamer.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/**
 * Which language a request is answered in: under {@code /api/} what {@code Accept-Language} asks
 * for, on pages the one chosen there before, which a cookie remembers, or else the same. Russian
 * where nobody asked. Pages for strangers keep no cookie, since browsers would not send one from
 * within another site: they say their language in every address.
 */
final class Languages extends CookieLocaleResolver {
  /** {@code ?lang=en} chooses the language of the pages. */
  static final String PARAMETER = "lang";

  /** Where the pages for people without an account are. */
  static final String[] FOR_STRANGERS = {"/intake/", "/booking/"};

  private final AcceptHeaderLocaleResolver asked = new AcceptHeaderLocaleResolver();

  Languages() {
    super("lang");
    setCookieMaxAge(Duration.ofDays(365));
    setCookieHttpOnly(true);
    asked.setSupportedLocales(List.of(Messages.RUSSIAN, Locale.ENGLISH));
    asked.setDefaultLocale(Messages.RUSSIAN);
    setDefaultLocaleFunction(asked::resolveLocale);
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    return Problems.isApi(request) ? asked.resolveLocale(request) : super.resolveLocale(request);
  }

  @Override
  public LocaleContext resolveLocaleContext(HttpServletRequest request) {
    return isForStrangers(request)
        ? new SimpleLocaleContext(said(request).orElseGet(() -> asked.resolveLocale(request)))
        : super.resolveLocaleContext(request);
  }

  static boolean isForStrangers(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return Arrays.stream(FOR_STRANGERS).anyMatch(path::startsWith);
  }

  // not by getParameter(), which would read the body of a form before anybody has looked how long
  // it is
  private static Optional<Locale> said(HttpServletRequest request) {
    String query = Objects.requireNonNullElse(request.getQueryString(), "");
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(PARAMETER + "="))
        .map(part -> part.endsWith("=en") ? Locale.ENGLISH : Messages.RUSSIAN)
        .findFirst();
  }

  /** Sets the language before the security filters, which answer in it too. */
  static final class Filter extends OncePerRequestFilter {
    private final LocaleResolver languages;

    Filter(LocaleResolver languages) {
      this.languages = languages;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      LocaleContextHolder.setLocale(languages.resolveLocale(request));
      try {
        chain.doFilter(request, response);
      } finally {
        LocaleContextHolder.resetLocaleContext();
      }
    }
  }
}
