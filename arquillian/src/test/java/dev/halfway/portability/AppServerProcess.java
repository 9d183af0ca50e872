package dev.halfway.portability;

import static org.awaitility.Awaitility.await;

import dev.halfway.client.Client;
import dev.halfway.docs.Manual;
import dev.halfway.process.Folders;
import dev.halfway.process.Program;
import dev.halfway.server.AppServer;
import java.io.File;
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
 * One that is started by its own command, with an application at {@code /probe}: ready is it when
 * that answers.
 */
abstract class AppServerProcess implements AppServer {

  static final Manual PORTABILITY = Manual.of("rar/docs/portability.md");

  /** Drivers, the broker's client and its adapter. */
  static final Path CLIENTS = Path.of(System.getenv("CLIENTS"));

  static final String DATABASE = "jdbc/Halfway";
  static final String RELAY = "jdbc/HalfwayRelay";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path base;
  private final int http;
  private final Path console;
  private @Nullable Program program;

  AppServerProcess(String name, int http) {
    this.http = http;
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

  @Override
  public final AppServer start() {
    try {
      program =
          new Program(
              command()
                  .directory(base.toFile())
                  .redirectInput(new File("/dev/null"))
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

  @Override
  public final void kill() {
    running().kill();
  }

  @Override
  public final boolean isAlive() {
    return program != null && program.isAlive();
  }

  @Override
  public final int awaitEnd() {
    return running().awaitEnd();
  }

  @Override
  public final Client client() {
    return Client.of(URI.create("http://127.0.0.1:" + http + "/"));
  }

  private String console() {
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
