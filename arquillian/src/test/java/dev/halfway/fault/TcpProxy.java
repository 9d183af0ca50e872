package dev.halfway.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The network between a client and a server on this machine, on a port of its own, to be broken: it
 * refuses, cuts, holds back, and does away with a single commit or its reply. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int target;
  private final Door door;
  private final Supplier<Conversation> conversations;
  private final ArmedFaults faults = new ArmedFaults();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private boolean requestsHeld;
  private boolean repliesHeld;

  private TcpProxy(int target, Supplier<Conversation> conversations) {
    this.target = target;
    this.conversations = conversations;
    // Last: from then on clients may come in.
    this.door = new Door(this::connect);
  }

  /** In front of a PostgreSQL; knows its commits. */
  public static TcpProxy ofPostgres(int target) {
    return new TcpProxy(target, PostgresConversation::new);
  }

  /** In front of an Artemis whose clients speak CORE; knows their sessions' commits. */
  public static TcpProxy ofArtemis(int target) {
    return new TcpProxy(target, CoreConversation::new);
  }

  /** In front of anything; knows bytes only. */
  public static TcpProxy of(int target) {
    return new TcpProxy(target, AnyConversation::new);
  }

  /** Where clients reach the server through it. */
  public int port() {
    return door.port();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Cuts all connections and refuses new ones, as when nobody listens. */
  public void refuse() {
    door.close();
    disconnect();
  }

  /** Cuts all connections; new ones are welcome. */
  public synchronized void disconnect() {
    connections.forEach(ProxiedConnection::close);
  }

  /**
   * Holds back everything in both directions, of new connections too, without ending any: a black
   * hole to both sides. Nothing is lost: what was held arrives when all may pass again, unless its
   * connection has ended.
   */
  public synchronized void hold() {
    hold(true, true);
  }

  /** Holds back what servers say; what clients say arrives. */
  public synchronized void holdReplies() {
    hold(false, true);
  }

  /** Holds back what clients say; what servers say arrives. */
  public synchronized void holdRequests() {
    hold(true, false);
  }

  private void hold(boolean requests, boolean replies) {
    requestsHeld |= requests;
    repliesHeld |= replies;
    connections.forEach(connection -> connection.hold(requests, replies));
  }

  /** Lets everything pass from now on, what was held back first; forgets faults to come. */
  public void pass() {
    synchronized (this) {
      faults.clear();
      requestsHeld = false;
      repliesHeld = false;
      connections.forEach(ProxiedConnection::pass);
    }
    door.open();
  }

  /** Does this to the next commit; several wait for a commit each, in this order. */
  public void atNextCommit(CommitFault fault) {
    atNextCommit(fault, "");
  }

  /**
   * Does this to the next commit of a transaction in which a text was seen: part of an SQL
   * statement, or of a message's destination, property or body, in ASCII.
   */
  public void atNextCommit(CommitFault fault, String text) {
    faults.add(fault, text);
  }

  /** How many of the faults have happened, since its start. */
  public int faults() {
    return faults.happened();
  }

  /**
   * Waits until this many of the faults have happened, since its start. Where the reply is hit, the
   * server has then committed, or refused to.
   */
  public void awaitFaults(int count) {
    await("faults")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> faults() >= count);
  }

  @Override
  public void close() {
    refuse();
  }

  private void connect(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      // What a client sees of a server that is not there, one hop further away.
      client.close();
      return;
    }
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    ProxiedConnection connection =
        new ProxiedConnection(client, server, conversations.get(), faults);
    synchronized (this) {
      connection.hold(requestsHeld, repliesHeld);
      connections.add(connection);
    }
    connection.start(() -> connections.remove(connection));
  }
}
