package dev.halfway.accounts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where requests come from, as far as it tells one guesser from another: an IPv4 address, or the
 * network of an IPv6 address, because who has one of its addresses has all 2^64.
 *
 * @param text to be shown, at most 64 characters
 */
public record Origin(String text) {

  private static final int LONGEST = 64;
  private static final int NETWORK_BYTES = 8;

  /**
   * The origin of an address.
   *
   * @param address as the server has it; a name is never looked up
   */
  public static Origin of(String address) {
    // A text with a colon is no name: Java reads it as an address, or not at all.
    if (address.indexOf(':') >= 0) {
      try {
        if (InetAddress.getByName(address) instanceof Inet6Address six) {
          return new Origin(network(six));
        }
      } catch (UnknownHostException e) {
        // What a proxy may say. As it stands it is as good a name as another.
      }
    }
    return new Origin(address.substring(0, Math.min(address.length(), LONGEST)));
  }

  private static String network(Inet6Address address) {
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NETWORK_BYTES; i += 2) {
      text.append(Integer.toHexString(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff)))
          .append(':');
    }
    return text.append(":/64").toString();
  }
}
