package dev.halfway.decoupling.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Bind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a loopback port, and hands over who has sent a bind request with the right password.
 *
 * <p>Until then nobody costs a thread or more than the octets of that request: one thread is at all
 * of them. A bind request takes milliseconds; who has not sent it within some seconds, or waits
 * longest of {@value #MAX_UNBOUND} when one more connects, is sent away. So idle connections,
 * however many, keep nobody out.
 */
final class ConnectionAcceptor implements AutoCloseable {

  static final int MAX_UNBOUND = 32;

  private static final Logger log = LoggerFactory.getLogger(ConnectionAcceptor.class);

  /**
   * Where connections cannot be accepted, as without file descriptors, that goes on for a while.
   */
  private static final long PAUSE_MILLIS = 100;

  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final Selector selector = Selector.open();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Executor executor;
  private final long maxWaitNanos;
  private final int port;

  /** Who has connected and is not bound, the first one first. */
  private final Set<UnboundConnection> unbound = new LinkedHashSet<>();

  /** Decides on unbound. */
  interface Host {

    /** Whether nobody is let in. */
    boolean isAway();

    /** Whether this one may bind. */
    boolean knows(Bind request);

    /** Takes one that may, in a task of its own. */
    void take(UnboundConnection connection);
  }

  /**
   * Listens already.
   *
   * @param maxWait for a bind request
   */
  ConnectionAcceptor(int port, Duration maxWait, Executor executor) throws IOException {
    this.executor = executor;
    this.maxWaitNanos = maxWait.toNanos();
    // A port whose last connections are in TIME_WAIT is free.
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    this.port = server.socket().getLocalPort();
  }

  int port() {
    return port;
  }

  /** Takes connections until closed. */
  void open(Host host) {
    executor.execute(
        () -> {
          try {
            receive(host);
          } finally {
            ended.countDown();
          }
        });
  }

  private void receive(Host host) {
    while (server.isOpen() && !Thread.currentThread().isInterrupted()) {
      try {
        selector.select(key -> serve(key, host), millisToTheNextDeadline());
        sendAwayWhoHasWaitedTooLong();
      } catch (IOException | RuntimeException e) {
        log.warn("The simulated SMS centre could not look after its connections", e);
        pause();
      }
    }
    unbound.forEach(UnboundConnection::sendAway);
    try {
      selector.close();
    } catch (IOException e) {
      log.warn("The port may not be free", e);
    }
  }

  private void serve(SelectionKey key, Host host) {
    if (key.attachment() instanceof UnboundConnection connection) {
      listen(connection, key, host);
    } else if (server.isOpen()) {
      accept(host);
    }
  }

  private void accept(Host host) {
    try {
      SocketChannel channel = server.accept();
      if (channel == null) {
        return;
      }
      UnboundConnection connection = new UnboundConnection(channel, System.nanoTime());
      // The port stays bound meanwhile: another process, or even a client that tries to connect,
      // could otherwise take it.
      if (host.isAway()) {
        connection.sendAway();
        return;
      }
      if (unbound.size() == MAX_UNBOUND) {
        sendAwayTheFirst();
      }
      unbound.add(connection);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, connection);
    } catch (IOException e) {
      if (server.isOpen()) {
        log.warn("A connection could not be accepted", e);
        pause();
      }
    }
  }

  private void listen(UnboundConnection connection, SelectionKey key, Host host) {
    try {
      if (!connection.read()) {
        return;
      }
      unbound.remove(connection);
      key.cancel();
      if (host.knows(connection.bind())) {
        executor.execute(() -> host.take(connection));
      } else {
        connection.refuse(SMPPConstant.STAT_ESME_RINVPASWD);
      }
    } catch (IOException | RejectedExecutionException e) {
      log.debug("A client is sent away", e);
      unbound.remove(connection);
      connection.sendAway();
    }
  }

  private void sendAwayWhoHasWaitedTooLong() {
    while (!unbound.isEmpty() && nanosLeft() <= 0) {
      sendAwayTheFirst();
    }
  }

  /** 0 where there is none. */
  private long millisToTheNextDeadline() {
    return unbound.isEmpty() ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanosLeft()));
  }

  private long nanosLeft() {
    return unbound.iterator().next().since() + maxWaitNanos - System.nanoTime();
  }

  private void sendAwayTheFirst() {
    UnboundConnection first = unbound.iterator().next();
    unbound.remove(first);
    first.sendAway();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops listening, and waits some seconds at most for the port to be free. */
  @Override
  public void close() throws IOException {
    server.close();
    selector.wakeup();
    try {
      // The system frees the port when the selector has let it go.
      if (!ended.await(5, TimeUnit.SECONDS)) {
        log.warn("The port may not be free yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.debug("Interrupted, the port may not be free yet");
    }
  }
}
