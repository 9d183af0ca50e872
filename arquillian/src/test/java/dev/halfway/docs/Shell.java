package dev.halfway.docs;

import dev.halfway.process.Folders;
import dev.halfway.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A shell that runs printed blocks as they are printed, in the folder of the project and with a
 * home folder of its own. Variables that one block sets are there for the next one.
 */
public final class Shell implements AutoCloseable {

  private static final Pattern ASSIGNED =
      Pattern.compile("^(?:export )?([A-Z_]+)=", Pattern.MULTILINE);

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> own = new HashMap<>();
  private final List<Process> started = new ArrayList<>();

  /**
   * A new one.
   *
   * @param home made anew
   */
  public Shell(Path home) {
    this.home = Folders.empty(home.toAbsolutePath());
    environment.put("HOME", this.home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TMPDIR", this.home.toString());
  }

  /** With another variable in its environment. */
  public Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** With another value in place of one that is printed as an example. */
  public Shell instead(String variable, String value) {
    own.put(variable, value);
    return this;
  }

  /** With a curl that finds the server at other ports than 8080 and 9990, and fails if it fails. */
  public Shell withServerAt(int httpPort, int managementPort) {
    try {
      Files.writeString(
          home.resolve(".curlrc"),
          """
          fail
          show-error
          connect-to = "localhost:8080:127.0.0.1:%d"
          connect-to = "127.0.0.1:9990:127.0.0.1:%d"
          """
              .formatted(httpPort, managementPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * With the WildFly that documents name, at {@code ~/wildfly-39.0.1.Final}.
   *
   * @param folder where it is in truth
   * @param port of its management interface, which documents take to be 9990
   */
  public Shell withWildFly(Path folder, int port) {
    try {
      Files.createSymbolicLink(home.resolve("wildfly-39.0.1.Final"), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return with("JAVA_OPTS", "-Djboss.cli.config=" + commandLine(folder, port));
  }

  /** Settings of WildFly's command line for another port; the file. */
  private Path commandLine(Path wildFly, int port) {
    try {
      return Files.writeString(
          home.resolve("jboss-cli.xml"),
          Files.readString(wildFly.resolve("bin/jboss-cli.xml"))
              .replace("<port>9990</port>", "<port>" + port + "</port>"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its home folder. */
  public Path home() {
    return home;
  }

  /** Runs a block; its output. Fails with the first command that fails. */
  public String run(String block) {
    return run(Manual.ROOT, block);
  }

  /** The same in another folder. */
  public String run(Path folder, String block) {
    Path output = home.resolve("output");
    int exit = new Program(launch(folder, block, output)).awaitEnd();
    try {
      String printed = Files.readString(output);
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + " of\n" + block + "\n\n" + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a block whose last command runs until it is stopped, or this is closed. */
  public Program start(String block, Path output) {
    Process process = launch(Manual.ROOT, block, output);
    started.add(process);
    return new Program(process);
  }

  private Process launch(Path folder, String block, Path output) {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script(block))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    bash.environment().keySet().removeIf(name -> name.matches("(HALFWAY|JBOSS|BROKER|ARTEMIS)_.*"));
    bash.environment().putAll(environment);
    try {
      return bash.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String script(String block) {
    Path variables = home.resolve("variables");
    String edited = block;
    for (Map.Entry<String, String> one : own.entrySet()) {
      edited =
          Pattern.compile("^((?:export )?" + one.getKey() + "=).*$", Pattern.MULTILINE)
              .matcher(edited)
              .replaceAll("$1" + Matcher.quoteReplacement("'" + one.getValue() + "'"));
    }
    List<String> names =
        ASSIGNED.matcher(block).results().map(found -> found.group(1)).distinct().toList();
    // What a block sets for one command alone is none of them.
    String keep =
        names.isEmpty()
            ? ""
            : names.stream()
                .collect(
                    Collectors.joining(
                        " ", "declare -p ", " >> '" + variables + "' 2> /dev/null || true\n"));
    return "set -euo pipefail\ntouch '%1$s'\n. '%1$s'\n%2$s\n%3$s"
        .formatted(variables, edited, keep);
  }

  /** What a variable is that a block has set. */
  public String value(String variable) {
    return run("printf %s \"$" + variable + "\"");
  }

  /** Kills what was started and still runs. */
  @Override
  public void close() {
    started.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }
}
