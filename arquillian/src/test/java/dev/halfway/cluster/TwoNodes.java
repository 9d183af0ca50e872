package dev.halfway.cluster;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.client.Client;
import dev.halfway.database.Postgres;
import dev.halfway.database.Rows;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two nodes on a broker and a database of their own. Their names are {@code one} and {@code two}.
 */
public final class TwoNodes implements AutoCloseable {

  /** With the short times of tests. */
  private static final Map<String, String> IN_TESTS =
      Map.of(
          "halfway.half.immunity", "1000",
          "halfway.half.check-interval", "200",
          "halfway.half.takeover-after", "15000",
          "halfway.bus.answer-within", "PT5S",
          "halfway.bus.asks", "2",
          "halfway.broadcast.max-waiting", "50");

  private final Postgres postgres = Postgres.start();
  private final List<RemoteArtemis> brokers;
  private final ServerProcess one;
  private final ServerProcess two;

  private TwoNodes(
      List<RemoteArtemis> brokers, Map<String, String> ofBroker, Map<String, String> further) {
    this.brokers = brokers;
    Map<String, String> settings = new HashMap<>(further);
    settings.putAll(postgres.settings());
    settings.putAll(ofBroker);
    one = node("one", settings);
    two = node("two", settings);
  }

  private static ServerProcess node(String name, Map<String, String> common) {
    Map<String, String> settings = new HashMap<>(common);
    settings.put("jboss.tx.node.id", name);
    return ServerProcess.fresh("node-" + name, settings).configuration("standalone-remote.xml");
  }

  /** Starts them on one broker, for tests. */
  static TwoNodes start() {
    RemoteArtemis broker = RemoteArtemis.fresh("nodes-broker").start();
    return new TwoNodes(List.of(broker), broker.settings(), IN_TESTS).startNodes();
  }

  /** Starts them on a primary and its backup, which both run, for tests. */
  public static TwoNodes startOn(RemoteArtemis primary, RemoteArtemis backup) {
    return new TwoNodes(List.of(backup, primary), primary.settingsWithBackup(backup), IN_TESTS)
        .startNodes();
  }

  /** Starts them on one broker as users do. */
  public static TwoNodes startAsUsersDo() {
    RemoteArtemis broker = RemoteArtemis.fresh("nodes-broker").start();
    TwoNodes nodes = new TwoNodes(List.of(broker), broker.settings(), Map.of());
    nodes.nodes().forEach(node -> node.asUsersDo());
    return nodes.startNodes();
  }

  private TwoNodes startNodes() {
    // At the same time: one of them makes the tables.
    nodes().forEach(ServerProcess::launch);
    try {
      nodes().forEach(ServerProcess::awaitReady);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    return this;
  }

  /** Has both running, whatever a test has done to them. */
  void goOn() {
    nodes().stream().filter(node -> !node.isAlive()).forEach(ServerProcess::launch);
    nodes().forEach(ServerProcess::resume);
    nodes().forEach(ServerProcess::awaitReady);
  }

  public ServerProcess one() {
    return one;
  }

  public ServerProcess two() {
    return two;
  }

  /** Both. */
  public List<ServerProcess> nodes() {
    return List.of(one, two);
  }

  /** Where the password of the operator is: with the node that made the account. */
  Path operatorPassword() {
    return nodes().stream()
        .map(node -> node.base().resolve("data/operator-password"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  /** A node's API, as the operator. */
  Client operator(ServerProcess node) {
    try {
      return node.client().as("operator", Files.readString(operatorPassword()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Their broker; of a pair the backup. */
  RemoteArtemis broker() {
    return brokers.get(0);
  }

  /** Their database, past the nodes. */
  public Rows rows() {
    return new Rows(postgres.dataSource());
  }

  Postgres postgres() {
    return postgres;
  }

  @Override
  public void close() {
    nodes().forEach(ServerProcess::close);
    brokers.forEach(RemoteArtemis::close);
    postgres.close();
  }
}
