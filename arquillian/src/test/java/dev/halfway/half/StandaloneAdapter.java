package dev.halfway.half;

import static org.awaitility.Awaitility.await;

import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A WildFly as it is distributed, with the adapter alone: brought there by the commands of the
 * adapter's manual, as they are printed.
 */
final class StandaloneAdapter implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * What the manual takes for granted, the datasource, in a file that a killed process leaves
   * whole; a second name for it, which is the probe's. And the distribution goes without a page
   * that the build has left out.
   */
  private static final String BEFORE =
      """
      /subsystem=undertow/server=default-server/host=default-host/location=\\/:remove{allow-resource-service-restart=true}
      /subsystem=undertow/configuration=handler/file=welcome-content:remove{allow-resource-service-restart=true}
      data-source add --name=orders-db --jndi-name=java:/jdbc/orders-db --driver-name=h2 \
        --connection-url=jdbc:h2:file:${jboss.server.data.dir}/orders;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE \
        --user-name=sa --password=sa
      /subsystem=naming/binding=java\\:\\/jdbc\\/Halfway:add(binding-type=lookup,lookup=java:/jdbc/orders-db)
      """;

  /** What the manual has in place of the adapter's archive. */
  private static final String ARCHIVE = "/path/to/halfway-rar.rar";

  private static final String FROM_NOW_ON = "reload\n";

  private final ServerProcess server;

  private StandaloneAdapter(ServerProcess server) {
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param more commands beyond those of the manual, which take effect at the same time
   */
  static StandaloneAdapter start(String name, String... more) {
    return start(name, List.of(), more);
  }

  /** The same, with further options of its virtual machine. */
  static StandaloneAdapter start(String name, List<String> javaOptions, String... more) {
    StandaloneAdapter adapter = new StandaloneAdapter(without(name, javaOptions));
    try {
      adapter.bring(more);
    } catch (RuntimeException | Error e) {
      adapter.close();
      throw e;
    }
    return adapter;
  }

  /** A server of the same kind to which the adapter was not brought yet. */
  static StandaloneAdapter without(String name) {
    return new StandaloneAdapter(without(name, List.of()));
  }

  private static ServerProcess without(String name, List<String> javaOptions) {
    ServerProcess server =
        ServerProcess.fresh(name, Map.of())
            .configuration("standalone-full.xml")
            .movingOtherPorts()
            .javaOptions(javaOptions)
            .launch();
    try {
      Files.createDirectories(server.base().resolve("deployments"));
      server.awaitConsole("WFLYSRV0060");
      server.cli(BEFORE);
    } catch (IOException e) {
      server.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void bring(String... more) {
    server.cli(
        bringing().replace(FROM_NOW_ON, "")
            + "\n"
            + String.join("\n", more).replaceAll("(?m)^reload$", "")
            + "\n"
            + FROM_NOW_ON);
    awaitReady();
  }

  /** The manual's commands that bring it. */
  static String bringing() {
    return Manual.block(Manual.DEPLOYING, "")
        .replace(ARCHIVE, built("halfway-rar-*-rar.rar").toString());
  }

  /** A file that the build has made of the adapter. */
  private static Path built(String pattern) {
    Path target = Path.of(System.getProperty("basedir"), "../rar/target").normalize();
    try (DirectoryStream<Path> built = Files.newDirectoryStream(target, pattern)) {
      return built.iterator().next().toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the server is ready and the adapter at work. */
  void awaitReady() {
    server.awaitReady();
    await("adapter").atMost(PATIENCE).until(this::isAtWork);
  }

  private boolean isAtWork() {
    try {
      return bean().isReady();
    } catch (UndeclaredThrowableException e) {
      // Not registered yet.
      return false;
    }
  }

  /** Kills the server and starts it again. */
  void killAndRestart() {
    server.kill();
    server.launch();
    awaitReady();
  }

  ServerProcess server() {
    return server;
  }

  /** Its configuration as the server has written it. */
  String configuration() {
    try {
      return Files.readString(server.base().resolve("configuration/standalone-full.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its own command line answers, right or wrong. */
  String ask(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(built("halfway-rar-*-SNAPSHOT.jar").toString());
    command.add(String.valueOf(server.pid()));
    command.addAll(List.of(words));
    try {
      Process asking = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its MXBean. */
  AdapterBean bean() {
    return new AdapterBean(server.managementPort(), "node");
  }

  @Override
  public void close() {
    server.close();
  }
}
