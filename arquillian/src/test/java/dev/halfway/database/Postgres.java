package dev.halfway.database;

import static org.awaitility.Awaitility.await;

import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A PostgreSQL of a test's own, as durable as a real one: the library's own defaults forgo that. To
 * be stopped, killed, made to stand still, and started again with the same data on the same port.
 */
public final class Postgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path base;
  private final int port;
  private EmbeddedPostgres postgres;
  private ProcessHandle postmaster;

  private Postgres(Path base, int port) {
    this.base = base;
    this.port = port;
    this.postgres = launch(base, port);
    this.postmaster = postmasterIn(base);
  }

  /** Starts one on a free port. */
  public static Postgres start() {
    Path base = Path.of("postgres-" + UUID.randomUUID()).toAbsolutePath();
    try {
      Files.createDirectories(base);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Postgres(base, Ports.free());
  }

  private static EmbeddedPostgres launch(Path base, int port) {
    File console = base.resolve("console.log").toFile();
    try {
      return EmbeddedPostgres.builder()
          .setPort(port)
          .setDataDirectory(base.resolve("data"))
          .setCleanDataDirectory(false)
          .setPGStartupWait(PATIENCE)
          .setOutputRedirector(ProcessBuilder.Redirect.appendTo(console))
          .setErrorRedirector(ProcessBuilder.Redirect.appendTo(console))
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("max_prepared_transactions", "64")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What makes a server use it. */
  public Map<String, String> settings() {
    return settings(port);
  }

  /** What makes a server use it by a proxy's port. */
  public Map<String, String> settings(int proxyPort) {
    return Map.of(
        "halfway.db.driver", "postgresql",
        "halfway.db.url", url(proxyPort) + "&socketTimeout=90",
        "halfway.db.user", "postgres",
        "halfway.db.password", "postgres");
  }

  private static String url(int port) {
    return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
  }

  /** Connections for the test itself, past any proxy; they give up rather than hang. */
  public DataSource dataSource() {
    return postgres.getPostgresDatabase(Map.of("connectTimeout", "10", "socketTimeout", "60"));
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Stops it in order: connections are cut, their transactions rolled back. */
  public void stop() {
    resume();
    List<ProcessHandle> processes = processes();
    closeLibrary();
    awaitEndOf(processes);
  }

  /** Kills it without warning, every process of it, as {@code kill -9} does, and waits. */
  public void kill() {
    // Standing still, it can neither fork nor recover while its processes are counted.
    List<ProcessHandle> processes = standStill();
    signal("KILL", processes);
    awaitEndOf(processes);
    closeLibrary();
  }

  /** Starts it again, after a stop or a kill, and waits until it has recovered. */
  public void restart() {
    postgres = launch(base, port);
    postmaster = postmasterIn(base);
  }

  /** Makes it stand still: connections stay open, new ones are taken, and nothing answers. */
  public void pause() {
    standStill();
  }

  /** Lets it go on. */
  public void resume() {
    signal("CONT", processes());
  }

  /** What it has logged, over all its starts. */
  public String console() {
    try {
      return Files.readString(base.resolve("console.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    Folders.delete(base);
  }

  private static void awaitEndOf(List<ProcessHandle> processes) {
    await("PostgreSQL has ended")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** The library's own view of it; harmless, if noisy, where the processes are gone. */
  private void closeLibrary() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ProcessHandle> standStill() {
    signal("STOP", processes().stream().limit(1).toList());
    List<ProcessHandle> all = processes();
    signal("STOP", all);
    return all;
  }

  /** The postmaster and then what it has forked; none when it does not run. */
  private List<ProcessHandle> processes() {
    return postmaster.isAlive()
        ? Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList()
        : List.of();
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    Program.signal(name, processes.stream().map(ProcessHandle::pid).toList());
  }

  private static ProcessHandle postmasterIn(Path base) {
    try (Stream<String> lines = Files.lines(base.resolve("data/postmaster.pid"))) {
      return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip()))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
