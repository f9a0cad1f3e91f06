package app.zamer.web.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Behind a proxy of ours a request comes from where the proxy says, and by https if it says so.
 * Nobody else's word is taken for that.
 */
final class ProxyFilter extends OncePerRequestFilter {
  static final String FOR = "X-Forwarded-For";
  static final String PROTO = "X-Forwarded-Proto";
  private static final Logger log = LoggerFactory.getLogger(ProxyFilter.class);

  private final TrustedProxies proxies;
  private final AtomicBoolean warned = new AtomicBoolean();

  ProxyFilter(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> hops =
        Collections.list(request.getHeaders(FOR)).stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .toList();
    Optional<String> client = proxies.client(request.getRemoteAddr(), hops);
    if (client.isPresent()) {
      chain.doFilter(new PassedOn(request, client.get()), response);
      return;
    }
    if (!hops.isEmpty() && warned.compareAndSet(false, true)) {
      log.warn(
          "{} says whom it passes requests on for, but ZAMER_PROXIES does not name it: everybody"
              + " behind it counts as one",
          request.getRemoteAddr());
    }
    chain.doFilter(request, response);
  }

  private static final class PassedOn extends HttpServletRequestWrapper {
    private static final int HTTPS = 443;

    private final String client;
    private final boolean secure;

    PassedOn(HttpServletRequest request, String client) {
      super(request);
      this.client = client;
      List<String> schemes = Collections.list(request.getHeaders(PROTO));
      String said = schemes.isEmpty() ? "" : schemes.getLast();
      String nearest = said.substring(said.lastIndexOf(',') + 1).strip();
      this.secure = request.isSecure() || nearest.equalsIgnoreCase("https");
    }

    @Override
    public String getRemoteAddr() {
      return client;
    }

    @Override
    public String getRemoteHost() {
      return client;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public String getScheme() {
      return secure ? "https" : super.getScheme();
    }

    @Override
    public int getServerPort() {
      String host = getHeader("Host");
      return secure && host != null && !host.matches(".*:[0-9]+") ? HTTPS : super.getServerPort();
    }

    @Override
    public StringBuffer getRequestURL() {
      boolean usual = getServerPort() == (secure ? HTTPS : 80);
      return new StringBuffer(getScheme())
          .append("://")
          .append(getServerName())
          .append(usual ? "" : ":" + getServerPort())
          .append(getRequestURI());
    }
  }
}
