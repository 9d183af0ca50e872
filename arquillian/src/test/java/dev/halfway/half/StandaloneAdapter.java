package dev.halfway.half;

import static org.awaitility.Awaitility.await;

import dev.halfway.docs.Manual;
import dev.halfway.docs.Shell;
import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.asset.StringAsset;

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

  private static final Manual README = Manual.of("rar/README.md");
  private static final Manual CONFIGURATION = Manual.of("rar/docs/configuration.md");
  private static final Manual OPERATIONS = Manual.of("rar/docs/operations.md");
  private static final String CHECK_BACK = "## Check-back by the application";

  private static final String RELOAD = "reload\n";

  private final ServerProcess server;
  private final Shell shell;

  private StandaloneAdapter(ServerProcess server) {
    this.server = server;
    this.shell =
        new Shell(server.base().resolve("home"))
            .withWildFly(ServerProcess.home(), server.managementPort());
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
    Path script = writeScript();
    try {
      String printed = Files.readString(script);
      String configured = String.join("\n", more).replaceAll("(?m)^reload$", "");
      Files.writeString(script, printed.replace(RELOAD, "") + "\n" + configured + "\n" + RELOAD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    runScript(server.base());
    awaitReady();
  }

  /** Writes the script of the manual that brings it, as the manual says. */
  Path writeScript() {
    shell.run(README.block("Name your WildFly", "sh"));
    return Path.of(shell.value("SCRIPT"));
  }

  /** Runs that script, as the manual says, in a folder. */
  void runScript(Path folder) {
    shell.run(folder, README.block("Run it, from any folder", "sh"));
  }

  /** Takes it away, as the manual says, in a folder. */
  void remove(Path folder) {
    shell.run(folder, OPERATIONS.block("## Removing the adapter", "sh"));
  }

  /** What its manual's commands below a line print. */
  String operate(String line) {
    return shell.run(OPERATIONS.block(line, "sh"));
  }

  /** Commands of WildFly's command line that its manual has for groups with a checker. */
  static String checkBack() {
    return CONFIGURATION.block(CHECK_BACK, "cli");
  }

  /** The bean that its manual has for such a group. */
  static String checker() {
    return CONFIGURATION.block(CHECK_BACK, "java");
  }

  /** The manifest of an application that uses its types. */
  static StringAsset manifest() {
    return new StringAsset(
        "Manifest-Version: 1.0\n" + README.block("**What an application needs.**", "text") + "\n");
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

  /** Its MXBean. */
  AdapterBean bean() {
    return new AdapterBean(server.managementPort(), "node");
  }

  @Override
  public void close() {
    server.close();
  }
}
