package dev.halfway.server;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * An Artemis outside the server, a process of its own that listens for CORE on a free port: to be
 * stopped, killed, made to stand still, and started again on the same port with the same data, in
 * {@code target/<name>}. Its configuration is {@code artemis/broker.xml} of the test resources.
 */
public final class RemoteArtemis implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USER = "halfway";
  private static final List<String> PRODUCT =
      List.of(
          "halfway.dead-letters",
          "halfway.decoupling.sms",
          "halfway.expired",
          "halfway.delay.timers",
          "halfway.smoothing.orders");

  private final Path base;
  private final int port = Ports.free();
  private final String password = UUID.randomUUID().toString();
  private @Nullable Program program;

  private RemoteArtemis(Path base) {
    this.base = base;
  }

  /**
   * A broker that was never started, with no data.
   *
   * @param queues what it has beside the product's own queues
   */
  public static RemoteArtemis fresh(String name, String... queues) {
    RemoteArtemis broker = new RemoteArtemis(Path.of(name).toAbsolutePath());
    Folders.delete(broker.base);
    broker.configure(Stream.concat(PRODUCT.stream(), Stream.of(queues)).toList());
    return broker;
  }

  private void configure(List<String> queues) {
    String addresses =
        queues.stream()
            .map(
                queue ->
                    "<address name=\"%1$s\"><anycast><queue name=\"%1$s\"/></anycast></address>"
                        .formatted(queue))
            .collect(joining("\n"));
    write("broker.xml", template("broker.xml").replace("<!-- queues -->", addresses));
    write("users.properties", USER + "=" + password);
    write("roles.properties", "halfway=" + USER);
    for (String file :
        List.of("bootstrap.xml", "management.xml", "login.config", "log4j2.properties")) {
      write(file, template(file));
    }
  }

  /** Starts it, again with the data it had, and waits until it takes connections. */
  public RemoteArtemis start() {
    Path home = Path.of(System.getenv("ARTEMIS_HOME"));
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Dport=" + port,
            "-Ddata.dir=" + base.resolve("data"),
            "-Dartemis.home=" + home,
            "-Dartemis.instance=" + base,
            "-Dartemis.instance.etc=" + base.resolve("etc"),
            "-Djava.security.auth.login.config=" + base.resolve("etc/login.config"),
            "-Djava.io.tmpdir=" + base,
            "-Dlog4j2.disableJmx=true",
            "-classpath",
            home.resolve("lib/artemis-boot.jar").toString(),
            "org.apache.activemq.artemis.boot.Artemis",
            "run");
    try {
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
    await("broker in " + base)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !running().isAlive() || takesConnections());
    if (!running().isAlive()) {
      throw new AssertionError("the broker ended while it started:\n" + console());
    }
    return this;
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
    return Map.of(
        "halfway.broker.host",
        "127.0.0.1",
        "halfway.broker.port",
        String.valueOf(proxyPort),
        "halfway.broker.user",
        USER,
        "halfway.broker.password",
        password);
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

  private static ActiveMQConnectionFactory factory(int port) {
    return new ActiveMQConnectionFactory(
        "tcp://127.0.0.1:"
            + port
            + "?reconnectAttempts=0&initialConnectAttempts=1&callTimeout=5000"
            + "&useTopologyForLoadBalancing=false");
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** What it has printed, over all its starts. */
  public String console() {
    try {
      return Files.readString(base.resolve("console.log"));
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

  private static String template(String name) {
    try (InputStream file = RemoteArtemis.class.getResourceAsStream("/artemis/" + name)) {
      if (file == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String content) {
    Path etc = base.resolve("etc");
    try {
      Files.createDirectories(etc);
      Files.writeString(etc.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
