package dev.halfway.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A port of the loopback address that is open, at first, or closed: nobody listens then, and
 * clients are refused. It stays the same.
 */
final class Door {

  /** What becomes of somebody who came in. */
  interface Guest {
    void enter(Socket client) throws IOException;
  }

  private final Guest guest;
  private final int port;
  private ServerSocket listening;
  private Thread accepting;

  Door(Guest guest) {
    this.guest = guest;
    this.listening = listen(0);
    this.port = listening.getLocalPort();
    this.accepting = accept(listening);
  }

  int port() {
    return port;
  }

  synchronized void open() {
    if (listening.isClosed()) {
      listening = listen(port);
      accepting = accept(listening);
    }
  }

  /** Whoever comes from now on is refused; whoever came before has entered. */
  synchronized void close() {
    try {
      listening.close();
      // The system goes on to listen until the thread that waits for guests has noticed.
      accepting.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread accept(ServerSocket socket) {
    Thread thread = new Thread(() -> welcome(socket), "port " + socket.getLocalPort());
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void welcome(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        guest.enter(socket.accept());
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
