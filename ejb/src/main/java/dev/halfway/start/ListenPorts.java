package dev.halfway.start;

import dev.halfway.settings.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/** Whether the server can listen where it is to: WildFly goes on where it cannot. */
final class ListenPorts {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int HTTP = 8080;
  private static final int MANAGEMENT = 9990;

  private ListenPorts() {}

  /**
   * Listens for a moment.
   *
   * @throws StartRefused naming the address or port that cannot be had
   */
  static void check(Given given) throws StartRefused {
    int offset = number(given, "jboss.socket.binding.port-offset", 0);
    check(
        "JBOSS_BIND_ADDRESS",
        value(given, "jboss.bind.address", LOOPBACK),
        offset + number(given, "jboss.http.port", HTTP));
    check(
        "jboss.bind.address.management",
        value(given, "jboss.bind.address.management", LOOPBACK),
        offset + number(given, "jboss.management.http.port", MANAGEMENT));
  }

  private static void check(String property, String host, int port) throws StartRefused {
    try {
      InetAddress address = InetAddress.getByName(host);
      new ServerSocket(0, 1, address).close();
      listen(address, port);
    } catch (UnknownHostException e) {
      throw new StartRefused(property + ": must be an address of this machine, not '" + host + "'");
    } catch (IOException e) {
      throw new StartRefused(
          "%s: must be an address of this machine, not '%s': %s"
              .formatted(property, host, e.getMessage()));
    }
  }

  private static void listen(InetAddress address, int port) throws StartRefused {
    try {
      new ServerSocket(port, 1, address).close();
    } catch (IOException | IllegalArgumentException e) {
      throw new StartRefused(
          "JBOSS_SOCKET_BINDING_PORT_OFFSET: must lead to free ports, and nobody can listen at port"
              + " %d of %s: %s".formatted(port, address.getHostAddress(), e.getMessage()));
    }
  }

  private static String value(Given given, String property, String otherwise) {
    return given
        .property(property)
        .or(() -> Optional.ofNullable(given.environment().get(Setting.variableOf(property))))
        .orElse(otherwise);
  }

  /**
   * Those in {@code ear/docs/configuration.md} are checked by then; whoever sets another one has to
   * know it.
   */
  private static int number(Given given, String property, int otherwise) throws StartRefused {
    String value = value(given, property, String.valueOf(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new StartRefused(property + ": must be a port, not '" + value + "'");
    }
  }
}
