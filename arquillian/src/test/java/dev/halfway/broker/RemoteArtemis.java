package dev.halfway.broker;

import static org.awaitility.Awaitility.await;

import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * An Artemis outside the server, a process of its own on a free port, started by the script of the
 * product: to be stopped, killed, made to stand still, and started again on the same port with the
 * same data, in {@code target/<name>}. Its redelivery has the short delays of tests.
 */
public final class RemoteArtemis implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USER = "halfway";

  /** A full disk of the machine that tests is no matter, and a broker that stood still goes on. */
  private static final String JAVA_OPTIONS =
      "-Xmx256m -Dhalfway.broker.global-max-size=100M -Dhalfway.broker.max-disk-usage=100"
          + " -Dhalfway.broker.critical-analyzer=false -Dhalfway.redelivery.delay=100"
          + " -Dhalfway.redelivery.max-delay=1000 -Dhalfway.redelivery.max-attempts=4";

  private final Path base;
  private final List<String> queues;
  private final Map<String, String> variables = new HashMap<>();
  private final int port = Ports.free();
  private final String password;
  private final @Nullable TlsFiles tls;
  private boolean complete;
  private @Nullable Program program;

  private RemoteArtemis(String name, String password, @Nullable TlsFiles tls, List<String> queues) {
    this.base = Path.of(name).toAbsolutePath();
    this.password = password;
    this.tls = tls;
    this.queues = queues;
    Folders.delete(base);
    variables.put("HALFWAY_BROKER_PORT", String.valueOf(port));
    variables.put("HALFWAY_BROKER_USER", USER);
    variables.put("HALFWAY_BROKER_PASSWORD", password);
    variables.put("HALFWAY_BROKER_JAVA_OPTS", JAVA_OPTIONS);
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    if (tls != null) {
      variables.putAll(tls.ofBroker());
    }
  }

  /**
   * A broker that was never started, with no data.
   *
   * @param queues what it has beside the product's own queues
   */
  public static RemoteArtemis fresh(String name, String... queues) {
    return new RemoteArtemis(name, UUID.randomUUID().toString(), null, List.of(queues));
  }

  /** The same, which takes connections by TLS only. */
  public static RemoteArtemis withTls(String name, TlsFiles tls) {
    return new RemoteArtemis(name, UUID.randomUUID().toString(), tls, List.of());
  }

  /** A primary and its backup, in this order; what one writes it copies to the other one. */
  public static List<RemoteArtemis> pair(String name) {
    String password = UUID.randomUUID().toString();
    RemoteArtemis primary = new RemoteArtemis(name + "-primary", password, null, List.of());
    RemoteArtemis backup = new RemoteArtemis(name + "-backup", password, null, List.of());
    primary.variables.put("HALFWAY_BROKER_ROLE", "primary");
    primary.variables.put("HALFWAY_BROKER_PARTNER", "127.0.0.1:" + backup.port);
    backup.variables.put("HALFWAY_BROKER_ROLE", "backup");
    backup.variables.put("HALFWAY_BROKER_PARTNER", "127.0.0.1:" + primary.port);
    List<RemoteArtemis> pair = List.of(primary, backup);
    // As by default. Artemis loses what it gives up on in the moment it hands over, and four
    // attempts may all fail in the seconds before that.
    pair.forEach(broker -> broker.maxAttempts(10));
    return pair;
  }

  /**
   * With another number of attempts before a message is a dead letter, from the next start on; -1
   * for any number.
   */
  public RemoteArtemis maxAttempts(int attempts) {
    variables.merge(
        "HALFWAY_BROKER_JAVA_OPTS",
        " -Dhalfway.redelivery.max-attempts=" + attempts,
        String::concat);
    return this;
  }

  /** With a disk that is full, or is not, from the next start on. */
  public RemoteArtemis diskIsFull(boolean full) {
    variables.merge(
        "HALFWAY_BROKER_JAVA_OPTS",
        " -Dhalfway.broker.max-disk-usage=" + (full ? 0 : 100),
        String::concat);
    return this;
  }

  /** Starts it, again with the data it had, and waits until it takes connections. */
  public RemoteArtemis start() {
    launch();
    awaitRunning("broker in " + base, this::takesConnections);
    if (!complete) {
      queues.forEach(this::create);
      complete = true;
    }
    return this;
  }

  /**
   * Starts it as the backup of a broker that runs, and waits until it has all that that one has.
   */
  public RemoteArtemis startAsBackup() {
    long before = console().lines().filter(line -> line.contains("AMQ221024")).count();
    launch();
    awaitRunning(
        "copy in " + base,
        () -> console().lines().filter(line -> line.contains("AMQ221024")).count() > before);
    return this;
  }

  private void awaitRunning(String what, Callable<Boolean> there) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !running().isAlive() || there.call());
    if (!running().isAlive()) {
      throw new AssertionError("the broker ended while it started:\n" + console());
    }
  }

  private void launch() {
    try {
      Files.createDirectories(base);
      ProcessBuilder command =
          new ProcessBuilder(
              "bash",
              Path.of(System.getenv("BROKER_HOME"), "broker.sh").toString(),
              base.toString());
      command.environment().putAll(variables);
      program =
          new Program(
              command
                  .redirectErrorStream(true)
                  .redirectOutput(
                      ProcessBuilder.Redirect.appendTo(base.resolve("console.log").toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create(String queue) {
    try (ActiveMQConnectionFactory connections = factory(port);
        ClientSessionFactory sessions = connections.getServerLocator().createSessionFactory();
        ClientSession session =
            sessions.createSession(USER, password, false, true, true, false, 1)) {
      session.createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
    } catch (Exception e) {
      throw new IllegalStateException("no queue " + queue, e);
    }
  }

  /** Waits until it takes connections, as a backup does once its primary is gone. */
  public void awaitTakingConnections() {
    awaitRunning("connections to " + base, this::takesConnections);
  }

  private boolean takesConnections() {
    try (ActiveMQConnectionFactory connections = factory(port)) {
      connections.createContext(USER, password).close();
      return true;
    } catch (JMSRuntimeException e) {
      return false;
    }
  }

  /** Stops it in order, and waits. */
  public void stop() {
    running().stop();
  }

  /** Kills it without warning, as {@code kill -9} does, and waits. */
  public void kill() {
    running().kill();
  }

  /** Makes it stand still: connections stay open, new ones are taken, and nothing answers. */
  public void pause() {
    running().pause();
  }

  /** Lets it go on. */
  public void resume() {
    running().resume();
  }

  /** What makes a server in the configuration {@code standalone-remote.xml} use it. */
  public Map<String, String> settings() {
    return settings(port);
  }

  /** What makes a server use it by a proxy's port. */
  public Map<String, String> settings(int proxyPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("halfway.broker.host", "127.0.0.1");
    settings.put("halfway.broker.port", String.valueOf(proxyPort));
    settings.put("halfway.broker.user", USER);
    settings.put("halfway.broker.password", password);
    if (tls != null) {
      settings.putAll(tls.ofServer());
    }
    return settings;
  }

  /** What makes a server go on with a backup when this one is gone. */
  public Map<String, String> settingsWithBackup(RemoteArtemis backup) {
    Map<String, String> settings = settings();
    settings.put("halfway.broker.backup.port", String.valueOf(backup.port));
    settings.put("halfway.broker.ha", "true");
    return settings;
  }

  /** Its queues, as the test itself sees and fills them, past any proxy. */
  public BrokerQueues queues() {
    return new BrokerQueues(connections(port));
  }

  /**
   * Connections by its own port or a proxy's, with user and password; a call that is not answered
   * fails after five seconds.
   */
  public ConnectionFactory connections(int byPort) {
    ActiveMQConnectionFactory connections = factory(byPort);
    connections.setUser(USER);
    connections.setPassword(password);
    return connections;
  }

  private ActiveMQConnectionFactory factory(int port) {
    return new ActiveMQConnectionFactory(
        "tcp://127.0.0.1:"
            + port
            + "?reconnectAttempts=0&initialConnectAttempts=1&callTimeout=5000"
            + "&useTopologyForLoadBalancing=false"
            + (tls == null ? "" : tls.ofClient()));
  }

  /** Of its user {@code halfway}. */
  public String password() {
    return password;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** What it has printed, over all its starts. */
  public String console() {
    try {
      Path console = base.resolve("console.log");
      return Files.exists(console) ? Files.readString(console) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (program != null && program.isAlive()) {
      stop();
    }
  }

  private Program running() {
    if (program == null) {
      throw new IllegalStateException("not started");
    }
    return program;
  }
}
