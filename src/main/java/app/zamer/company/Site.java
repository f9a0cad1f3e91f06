package app.zamer.company;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where people reach the program: what every link begins with that leaves it, in mails, in pushes,
 * for clients and for the company's site. It is what was configured ({@code ZAMER_URL}), or where
 * the program listens; never what a request says, since anybody may write anything into a request.
 */
@Component
public class Site {
  private static final Set<String> WILDCARDS = Set.of("", "0.0.0.0", "::");

  private final String configured;
  private final Set<String> hosts;
  private final Environment environment;

  /**
   * @throws IllegalArgumentException if the configured address is none, which stops the program as
   *     it starts
   */
  Site(Environment environment) {
    this.environment = environment;
    this.configured = environment.getProperty("zamer.url", "").strip().replaceAll("/+$", "");
    String more = environment.getProperty("zamer.hosts", "");
    this.hosts =
        configured.isEmpty()
            ? Set.of()
            : Stream.concat(Stream.of(host(configured)), Arrays.stream(more.split(",")))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
  }

  /** The address of a page, such as {@code https://zamer.example.com/notices/7}. */
  public String address(String path) {
    return base() + path;
  }

  /** Whether it was said under which address people come. */
  public boolean isConfigured() {
    return !configured.isEmpty();
  }

  /** Whether a browser that comes to this host, without its port, has come to the right one. */
  public boolean isHost(String host) {
    return hosts.isEmpty() || hosts.contains(host.toLowerCase(Locale.ROOT));
  }

  private String base() {
    if (isConfigured()) {
      return configured;
    }
    String address = environment.getProperty("server.address", "");
    String host = WILDCARDS.contains(address) ? "localhost" : address;
    String port =
        environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static String host(String address) {
    try {
      URI uri = new URI(address);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
        return uri.getHost();
      }
    } catch (URISyntaxException e) {
      throw wrong(address, e);
    }
    throw wrong(address, null);
  }

  private static IllegalArgumentException wrong(String address, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "ZAMER_URL has to be an address such as https://zamer.example.com, and not " + address,
        cause);
  }
}
