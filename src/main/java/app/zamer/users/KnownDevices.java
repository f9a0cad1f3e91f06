package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.web.Networks;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.util.WebUtils;

/**
 * Browsers in which somebody has signed in before, by a cookie that opens nothing: it only keeps
 * apart what its owner tries and what others try at his login.
 */
@Repository
class KnownDevices {
  static final String COOKIE = "device";
  private static final Duration KEPT = Duration.ofDays(180);
  private static final int MOST = 30;
  private static final int BYTES = 24;
  private static final int LONGEST = 100;

  private final JdbcClient db;
  private final CompanyClock clock;
  private final SecureRandom random = new SecureRandom();

  KnownDevices(JdbcClient db, CompanyClock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * The browser of the request as the throttle calls it; empty if nobody with this login has signed
   * in there.
   *
   * @param login as it was typed
   */
  Optional<String> of(HttpServletRequest request, String login) {
    return hash(request)
        .filter(
            device ->
                db.sql(
                        """
                        select exists (
                          select from known_device where device = :device and login = :login and used_at > :oldest)
                        """)
                    .param("device", device.bytes())
                    .param("login", SignInThrottle.key(login))
                    .param("oldest", now().minus(KEPT))
                    .query(Boolean.class)
                    .single())
        .map(device -> "device " + HexFormat.of().formatHex(device.bytes()));
  }

  /**
   * Whether the user has never signed in with this browser from this network, though elsewhere he
   * has: another window at the same desk is no news.
   */
  boolean isNews(UserId user, HttpServletRequest request) {
    return db.sql(
            """
            select count(*) > 0 and count(*) filter (
                where device = :device or agent = :agent and network = :network) = 0
            from known_device where login = :login
            """)
        .param("device", hash(request).map(TokenHash::bytes).orElse(new byte[0]))
        .param("agent", Devices.agent(request))
        .param("network", Networks.of(request.getRemoteAddr()))
        .param("login", user.value())
        .query(Boolean.class)
        .single();
  }

  /** The user has signed in here; the oldest of his browsers are forgotten if they are many. */
  void remember(UserId user, HttpServletRequest request, HttpServletResponse response) {
    TokenHash device = hash(request).orElseGet(() -> give(request, response));
    String agent = Devices.agent(request);
    String network = Networks.of(request.getRemoteAddr());
    db.sql(
            """
            insert into known_device (device, login, used_at, agent, network)
            values (:device, :login, :now, :agent, :network)
            on conflict (device, login) do update set
              used_at = excluded.used_at, agent = excluded.agent, network = excluded.network
            """)
        .param("device", device.bytes())
        .param("login", user.value())
        .param("agent", agent)
        .param("network", network)
        .param("now", now())
        .update();
    db.sql(
            """
            delete from known_device where login = :login and used_at < (
              select used_at from known_device where login = :login order by used_at desc offset :most limit 1)
            """)
        .param("login", user.value())
        .param("most", MOST - 1)
        .update();
  }

  void deleteOld() {
    db.sql("delete from known_device where used_at <= :oldest")
        .param("oldest", now().minus(KEPT))
        .update();
  }

  private TokenHash give(HttpServletRequest request, HttpServletResponse response) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name(request), value)
            .httpOnly(true)
            .secure(request.isSecure())
            .path("/")
            .sameSite("Lax")
            .maxAge(KEPT)
            .build()
            .toString());
    return TokenHash.of(value);
  }

  private static Optional<TokenHash> hash(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, name(request));
    return Optional.ofNullable(cookie)
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty() && value.length() <= LONGEST)
        .map(TokenHash::of);
  }

  /** A name that no other host may set, where the connection allows one. */
  private static String name(HttpServletRequest request) {
    return request.isSecure() ? "__Host-" + COOKIE : COOKIE;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
