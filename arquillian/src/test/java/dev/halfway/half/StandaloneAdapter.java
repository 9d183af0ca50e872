package dev.halfway.half;

import static org.awaitility.Awaitility.await;

import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    ServerProcess server =
        ServerProcess.fresh(name, Map.of())
            .configuration("standalone-full.xml")
            .movingOtherPorts()
            .javaOptions(javaOptions)
            .launch();
    StandaloneAdapter adapter = new StandaloneAdapter(server);
    try {
      adapter.bring(more);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return adapter;
  }

  private void bring(String... more) {
    copyRar();
    server.awaitConsole("WFLYSRV0060");
    String manual = Manual.block(Manual.DEPLOYING, "");
    server.cli(
        BEFORE
            + manual.replaceFirst("reload$", "")
            + String.join("\n", more).replaceAll("(?m)^reload$", "")
            + "\nreload\n");
    awaitReady();
  }

  private void copyRar() {
    Path target = Path.of(System.getProperty("basedir"), "../rar/target");
    try (DirectoryStream<Path> built = Files.newDirectoryStream(target, "halfway-rar-*-rar.rar")) {
      Files.copy(built.iterator().next(), server.base().resolve("halfway-rar.rar"));
      Files.createDirectories(server.base().resolve("deployments"));
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

  /** Its MXBean. */
  AdapterBean bean() {
    return new AdapterBean(server.managementPort(), "node");
  }

  @Override
  public void close() {
    server.close();
  }
}
