package dev.halfway.server;

import dev.halfway.client.Client;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The built server as its users start it, by {@code bin/standalone.sh} and with the environment:
 * with configuration, data and logs in {@code target/<name>}, and ports of its own.
 */
final class StartScript {

  private final Path base;
  private final int httpPort = Ports.free();
  private final int managementPort = Ports.free();

  private StartScript(Path base) {
    this.base = base;
  }

  /** With no data. */
  static StartScript fresh(String name) {
    Path base = Folders.empty(Path.of(name).toAbsolutePath());
    Folders.copy(
        ServerProcess.home().resolve("standalone/configuration"), base.resolve("configuration"));
    return new StartScript(base);
  }

  /** Starts it; arguments go behind the script. */
  Program start(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ServerProcess.home().resolve("bin/standalone.sh").toString());
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.http.port=" + httpPort);
    command.add("-Djboss.management.http.port=" + managementPort);
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output()))
            .redirectError(errors());
    process.environment().keySet().removeIf(name -> name.matches("HALFWAY_.*|JBOSS_.*|JAVA_OPTS"));
    process
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "HALFWAY_DATA", data().toString(),
                "JBOSS_PIDFILE", pidFile().toString(),
                // Then a signal to the script is one to the server.
                "LAUNCH_JBOSS_IN_BACKGROUND", "true"));
    process.environment().putAll(environment);
    try {
      return new Program(process.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it without warning, with the server that the script waits for. */
  void kill(Program script) {
    serverProcess().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    script.kill();
  }

  /** The process id of the server itself, for as long as the script waits for it. */
  Optional<Long> serverProcess() {
    try {
      return Files.exists(pidFile())
          ? Optional.of(Long.valueOf(Files.readString(pidFile()).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return base.resolve("pid");
  }

  private File output() {
    return base.resolve("console.log").toFile();
  }

  private File errors() {
    return base.resolve("errors.log").toFile();
  }

  /** What the last start has said of its failure. */
  List<String> saidErrors() {
    try {
      return Files.readAllLines(errors().toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether health says that it is ready. */
  boolean isReady() {
    try {
      return Client.of(URI.create("http://127.0.0.1:" + managementPort + "/"))
              .get("health/ready")
              .status()
          == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  Path base() {
    return base;
  }

  Path data() {
    return base.resolve("own-data");
  }
}
