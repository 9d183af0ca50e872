package dev.halfway.decoupling.link;

/**
 * Where the SMS centre is and who we are to it.
 *
 * <p>The lengths are those of bind_transceiver (SMPP 3.4 §4.1.5), printable ASCII; {@code toString}
 * hides the password.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param systemId at most 15 characters
 * @param password at most 8 characters
 * @param systemType at most 12 characters, often empty
 */
public record SmsCentreAddress(
    String host, int port, String systemId, String password, String systemType) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the one out of its range
   */
  public SmsCentreAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is empty");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("the port is 1 to 65535, not " + port);
    }
    // Checked here because jsmpp would name the password in its log.
    check("system id", systemId, 15);
    check("password", password, 8);
    check("system type", systemType, 12);
  }

  private static void check(String name, String value, int max) {
    if (value.length() > max || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          "the " + name + " is at most " + max + " printable ASCII characters");
    }
  }

  @Override
  public String toString() {
    return systemId + "@" + host + ":" + port;
  }
}
