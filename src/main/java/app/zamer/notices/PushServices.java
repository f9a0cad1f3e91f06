package app.zamer.notices;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whither pushes go: only by https to the known push services of browsers, so that nobody makes the
 * program send requests into its own network by calling an address there a browser.
 */
@Component
class PushServices {
  private static final int HTTPS = 443;

  private final List<String> hosts;
  private final boolean loopback;

  /**
   * @param hosts names of hosts; one that begins with a dot stands for every host below it
   * @param loopback also takes addresses of this machine, by http: for tests
   */
  PushServices(
      @Value("${zamer.push.services}") List<String> hosts,
      @Value("${zamer.push.loopback}") boolean loopback) {
    this.hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    this.loopback = loopback;
  }

  boolean takes(String endpoint) {
    URI address;
    try {
      address = URI.create(endpoint);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
    if (host.isEmpty() || address.getUserInfo() != null || address.getFragment() != null) {
      return false;
    }
    if (loopback && "http".equals(address.getScheme())) {
      return isLoopback(host);
    }
    return "https".equals(address.getScheme())
        && (address.getPort() == -1 || address.getPort() == HTTPS)
        && hosts.stream()
            .anyMatch(known -> known.startsWith(".") ? host.endsWith(known) : host.equals(known));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
