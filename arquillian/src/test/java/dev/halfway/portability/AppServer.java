package dev.halfway.portability;

import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/**
 * A Jakarta EE server with an application at {@code /probe}: one process, to be killed and started
 * again with what it had.
 */
abstract class AppServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path base;
  private final int http = Ports.free();
  private final Path console;
  private @Nullable Program program;

  AppServer(String name) {
    base = Folders.empty(Path.of(name).toAbsolutePath());
    console = base.resolve("console.log");
  }

  /** Its own folder, in which nothing is left of an earlier test. */
  final Path base() {
    return base;
  }

  final int http() {
    return http;
  }

  final Path exported(WebArchive application) {
    Path file = base.resolve("probe.war");
    application.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }

  /** What starts it, in the foreground. */
  abstract ProcessBuilder command();

  /** Starts it, and waits until the application answers. */
  final AppServer start() {
    try {
      program =
          new Program(
              command()
                  .directory(base.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await(getClass().getSimpleName())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !running().isAlive() || isReady());
    if (!running().isAlive()) {
      throw new AssertionError("the server ended while it started:\n" + console());
    }
    return this;
  }

  private boolean isReady() {
    try {
      return client().get("probe/held").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Kills it without warning, as {@code kill -9} does, and waits. */
  final void kill() {
    running().kill();
  }

  final boolean isAlive() {
    return program != null && program.isAlive();
  }

  /** Waits until it has ended by itself, and says how. */
  final int awaitEnd() {
    return running().awaitEnd();
  }

  final Client client() {
    return Client.of(URI.create("http://127.0.0.1:" + http + "/"));
  }

  final String console() {
    try {
      return Files.readString(console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (isAlive()) {
      running().stop();
    }
  }

  private Program running() {
    if (program == null) {
      throw new IllegalStateException("not started");
    }
    return program;
  }

  /** The Java that runs the test. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin/java").toString();
  }

  /** Options of its virtual machine that keep it small. */
  static List<String> small() {
    return List.of("-Xmx512m", "-XX:+UseSerialGC");
  }
}
