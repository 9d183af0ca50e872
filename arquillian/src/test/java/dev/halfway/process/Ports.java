package dev.halfway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class Ports {

  private Ports() {}

  /** A port nobody listens on now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to add to fixed ports, from 1 to 20000, so that nobody listens there now. */
  public static int freeOffset(int... ports) {
    int offset;
    do {
      offset = 1 + ThreadLocalRandom.current().nextInt(20_000);
    } while (!areFree(offset, ports));
    return offset;
  }

  private static boolean areFree(int offset, int... ports) {
    for (int port : ports) {
      try {
        new ServerSocket(port + offset, 1, InetAddress.getLoopbackAddress()).close();
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
