package app.zamer.users;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.rememberme.AbstractRememberMeServices;
import org.springframework.security.web.authentication.rememberme.InvalidCookieException;
import org.springframework.security.web.authentication.rememberme.RememberMeAuthenticationException;
import org.springframework.stereotype.Component;

/**
 * Keeps a browser signed in that its owner asked to be remembered. Its cookie names a series and a
 * value that each use replaces; a value that comes a second time has been copied, and ends
 * everything that was remembered of the user, and all his sessions: which of them is the thief's is
 * not to be known.
 */
@Component
class RememberMe extends AbstractRememberMeServices {
  static final String COOKIE = "remember-me";
  private static final int BYTES = 24;

  private final RememberedSignIns signIns;
  private final Sessions sessions;
  private final AccountMessages news;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();

  RememberMe(
      UserDetailsService users,
      RememberedSignIns signIns,
      Sessions sessions,
      AccountMessages news,
      Audit audit,
      SignInSettings settings) {
    // the key only tells the tokens of this filter from others, within one request
    super(UUID.randomUUID().toString(), users);
    this.signIns = signIns;
    this.sessions = sessions;
    this.news = news;
    this.audit = audit;
    setCookieName(COOKIE);
    setParameter("remember");
    setTokenValiditySeconds((int) settings.remembered().toSeconds());
    setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
  }

  @Override
  protected void onLoginSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication who) {
    String series = random();
    String value = random();
    signIns.add(
        new UserId(who.getName()),
        series,
        TokenHash.of(value),
        Devices.agent(request),
        request.getRemoteAddr());
    Devices.note(request, series);
    give(series, value, request, response);
  }

  @Override
  protected UserDetails processAutoLoginCookie(
      String[] cookie, HttpServletRequest request, HttpServletResponse response)
      throws RememberMeAuthenticationException {
    if (cookie.length != 2) {
      throw new InvalidCookieException("a series and a value are expected");
    }
    String series = cookie[0];
    UserId owner =
        signIns.owner(series).orElseThrow(() -> new InvalidCookieException("no such series"));
    UserDetails user = getUserDetailsService().loadUserByUsername(owner.value());
    String next = random();
    RememberedSignIns.Use use =
        signIns.use(
            series,
            TokenHash.of(cookie[1]),
            TokenHash.of(next),
            Devices.agent(request),
            request.getRemoteAddr());
    if (use == RememberedSignIns.Use.STOLEN) {
      sessions.endAfterCommit(owner, null);
      audit.record(
          Actor.SYSTEM,
          "sign-in.copied",
          owner.value(),
          Map.of("address", request.getRemoteAddr()));
      news.tell(owner, "sign-in-copied", Map.of());
      throw new InvalidCookieException("a value was used a second time");
    }
    if (use == RememberedSignIns.Use.RENEWED) {
      give(series, next, request, response);
      audit.record(
          new Actor(owner, Set.of()),
          "signed-in",
          owner.value(),
          Map.of("address", request.getRemoteAddr(), "remembered", true));
    }
    Devices.note(request, series);
    return user;
  }

  /** Whoever signs in, what was remembered of the one before him ends. */
  @Override
  public void loginSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication who) {
    series(request)
        .ifPresent(
            series -> {
              signIns.forget(series);
              cancelCookie(request, response);
            });
    super.loginSuccess(request, response, who);
  }

  @Override
  public void logout(
      HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who) {
    series(request).ifPresent(signIns::forget);
    Devices.series(request).ifPresent(signIns::forget);
    super.logout(request, response, who);
    if (who != null) {
      sessions.changedAfterCommit(new UserId(who.getName()));
    }
  }

  private Optional<String> series(HttpServletRequest request) {
    String cookie = extractRememberMeCookie(request);
    if (cookie == null || cookie.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(decodeCookie(cookie)[0]);
    } catch (InvalidCookieException e) {
      return Optional.empty();
    }
  }

  private void give(
      String series, String value, HttpServletRequest request, HttpServletResponse response) {
    setCookie(new String[] {series, value}, getTokenValiditySeconds(), request, response);
  }

  private String random() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
