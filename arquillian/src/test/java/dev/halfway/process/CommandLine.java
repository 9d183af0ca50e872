package dev.halfway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The server's own command line, {@code jboss-cli.sh}, run as an operator runs it.
 *
 * @param home of the server
 * @param folder where it is run
 * @param port of the server's management interface
 */
public record CommandLine(Path home, Path folder, int port) {

  /** Runs commands up to the first that fails, and returns what they have printed. */
  public String run(String commands) {
    Path file = folder.resolve("commands.cli");
    Path output = folder.resolve("commands.log");
    try {
      Files.writeString(file, commands);
      ProcessBuilder command =
          new ProcessBuilder(
                  home.resolve("bin/jboss-cli.sh").toString(),
                  "--connect",
                  "--controller=127.0.0.1:" + port,
                  // For a reload too, on a machine that is busy.
                  "--timeout=120000",
                  "--no-color-output",
                  "--error-on-interact",
                  "--file=" + file)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      command
          .environment()
          .putAll(
              Map.of("JAVA_HOME", System.getProperty("java.home"), "JBOSS_HOME", home.toString()));
      int exit = new Program(command.start()).awaitEnd();
      String printed = Files.readString(output);
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + ":\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
