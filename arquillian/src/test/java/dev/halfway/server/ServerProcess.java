package dev.halfway.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wildfly.core.launcher.Launcher;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * A server of a test's own: the built server directory with its own configuration, data and ports,
 * to be stopped, killed and started again. Its data stay between starts, in {@code target/<name>}.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path base;
  private final List<String> settings;
  private final int httpPort = freePort();
  private final int managementPort = freePort();
  private @Nullable Process process;

  private ServerProcess(Path base, List<String> settings) {
    this.base = base;
    this.settings = settings;
  }

  /**
   * A server that was never started, with no data.
   *
   * @param settings system properties, as in {@code halfway.redelivery.delay}
   */
  public static ServerProcess fresh(String name, Map<String, String> settings) {
    Path base = Path.of(name).toAbsolutePath();
    deleteAll(base);
    copyAll(home().resolve("standalone/configuration"), base.resolve("configuration"));
    List<String> options = new ArrayList<>();
    settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
    return new ServerProcess(base, options);
  }

  /** Starts it and waits until it is ready. */
  public ServerProcess start() {
    StandaloneCommandBuilder command =
        StandaloneCommandBuilder.of(home())
            .setBaseDirectory(base)
            .addJavaOptions(settings)
            .addJavaOptions(
                "-Xmx512m",
                "-Djboss.http.port=" + httpPort,
                "-Djboss.management.http.port=" + managementPort);
    try {
      process =
          Launcher.of(command)
              .setRedirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(base.resolve("console.log").toFile()))
              .launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("server in " + base)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreException(UncheckedIOException.class)
        .until(() -> management().get("health/ready").status() == 200);
    return this;
  }

  /** Stops it in order, and waits. */
  public void stop() {
    end(Process::destroy);
  }

  /** Kills it without warning, as {@code kill -9} does, and waits. */
  public void kill() {
    end(Process::destroyForcibly);
  }

  /** Its process id; it must have been started. */
  public long pid() {
    return running().pid();
  }

  /** Its API, without an account. */
  public Client client() {
    return Client.of(URI.create("http://127.0.0.1:" + httpPort + "/"));
  }

  /** Its API, as the operator. */
  public Client operator() {
    return client().as("operator", ManagedServer.password(base.resolve("data")));
  }

  /** Its management interface. */
  public Client management() {
    return Client.of(URI.create("http://127.0.0.1:" + managementPort + "/"));
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
    if (process != null && process.isAlive()) {
      stop();
    }
  }

  private void end(Consumer<Process> how) {
    Process running = running();
    how.accept(running);
    try {
      if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new AssertionError("the server did not stop within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  /** A port nobody listens on now. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() {
    return Path.of(System.getenv("JBOSS_HOME")).toAbsolutePath().normalize();
  }

  private static void copyAll(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
