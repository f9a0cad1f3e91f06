package app.zamer.web.guard;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The proxies whose word is taken for where a request comes from, by address or network ({@code
 * 127.0.0.1}, {@code 10.0.7.0/24}, {@code fd00::/8}). Nobody's, unless they are named.
 */
record TrustedProxies(List<Network> networks) {
  record Network(InetAddress address, int bits) {
    boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] its = other.getAddress();
      if (mine.length != its.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((mine[bit / 8] & mask) != (its[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * @param written addresses and networks with commas between; empty for none
   * @throws IllegalArgumentException if one of them is neither
   */
  static TrustedProxies of(String written) {
    return new TrustedProxies(
        Arrays.stream(written.split(","))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .map(TrustedProxies::network)
            .toList());
  }

  private static Network network(String written) {
    String[] parts = written.split("/", -1);
    InetAddress address = parts.length > 2 ? null : literal(parts[0]).orElse(null);
    if (address != null) {
      int most = address.getAddress().length * 8;
      String bits = parts.length == 2 ? parts[1] : String.valueOf(most);
      if (bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most) {
        return new Network(address, Integer.parseInt(bits));
      }
    }
    throw new IllegalArgumentException(
        "ZAMER_PROXIES: \"%s\" is neither an address nor a network, such as 127.0.0.1 or 10.0.7.0/24"
            .formatted(written));
  }

  boolean none() {
    return networks.isEmpty();
  }

  boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * Who asks, if {@code peer} is who has passed the request on: the nearest of those before him who
   * is no proxy of ours.
   *
   * @param chain as in {@code X-Forwarded-For}, the nearest last
   * @return empty if the peer is no proxy of ours
   */
  Optional<String> client(String peer, List<String> chain) {
    InetAddress from = literal(peer).filter(this::contains).orElse(null);
    if (from == null) {
      return Optional.empty();
    }
    for (String hop : chain.reversed()) {
      Optional<InetAddress> before = literal(withoutPort(hop.strip()));
      if (before.isEmpty()) {
        break;
      }
      from = before.get();
      if (!contains(from)) {
        break;
      }
    }
    return Optional.of(from.getHostAddress());
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[") && hop.contains("]")) {
      return hop.substring(1, hop.indexOf(']'));
    }
    return hop.matches("[0-9.]+:[0-9]+") ? hop.substring(0, hop.indexOf(':')) : hop;
  }

  // never a name, for which somebody else's server would be asked
  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
