package dev.halfway.decoupling.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a loopback port and hands the connections over, or refuses them. */
final class Reception implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final ServerSocket server = new ServerSocket();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Executor executor;

  Reception(int port, Executor executor) throws IOException {
    this.executor = executor;
    // A port whose last connections are in TIME_WAIT is free.
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  int port() {
    return server.getLocalPort();
  }

  /** Takes connections until closed, each in a task of its own. */
  void open(BooleanSupplier refusing, Consumer<Socket> guests) {
    executor.execute(
        () -> {
          try {
            receive(refusing, guests);
          } finally {
            ended.countDown();
          }
        });
  }

  private void receive(BooleanSupplier refusing, Consumer<Socket> guests) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (refusing.getAsBoolean() || !handedOver(socket, guests)) {
          reset(socket);
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          log.warn("A connection could not be accepted", e);
        }
      }
    }
  }

  private boolean handedOver(Socket socket, Consumer<Socket> guests) {
    try {
      executor.execute(() -> guests.accept(socket));
      return true;
    } catch (RejectedExecutionException e) {
      log.warn("A connection is refused: the executor takes no more tasks");
      return false;
    }
  }

  /**
   * Refuses a connection that the system accepted already. The port stays bound meanwhile: another
   * process, or even a client that tries to connect, could otherwise take it.
   */
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Stops listening, and waits some seconds at most for the port to be free. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      // The system frees the port when nobody waits in accept any more.
      if (!ended.await(5, TimeUnit.SECONDS)) {
        log.warn("The port may not be free yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.debug("Interrupted, the port may not be free yet");
    }
  }
}
