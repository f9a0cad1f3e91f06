package app.zamer.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** What counts as one place from which somebody comes. */
public final class Networks {
  private static final int PREFIX_BYTES = 8;

  private Networks() {}

  /**
   * The address itself, or of IPv6 its /64: whoever has one address there has as many as he likes.
   *
   * @param address as the request has it, never a name
   */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      return InetAddress.getByName(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX_BYTES))
          : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
