package app.zamer.telephony;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where recordings of calls may be: on hosts that the company has named, by https. A link to
 * anywhere else would lead people from a card of theirs to whoever put it there.
 */
@Component
class Recordings {
  private final List<String> hosts;

  /**
   * @param hosts names of hosts; one that begins with a dot stands for every host below it
   */
  Recordings(@Value("${zamer.telephony.recording-hosts:}") List<String> hosts) {
    this.hosts =
        hosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .toList();
  }

  /** Whether a link leads to where recordings are; the empty one, of no recording, does. */
  boolean takes(String url) {
    if (url.isEmpty()) {
      return true;
    }
    try {
      URI address = new URI(url);
      String host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
      return "https".equalsIgnoreCase(address.getScheme())
          && address.getUserInfo() == null
          && hosts.stream()
              .anyMatch(known -> known.startsWith(".") ? host.endsWith(known) : host.equals(known));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
