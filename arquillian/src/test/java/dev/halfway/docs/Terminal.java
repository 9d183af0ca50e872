package dev.halfway.docs;

import dev.halfway.server.Program;
import dev.halfway.server.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader types what a document prints: bash, in the folder of the project, with the
 * server's data in {@code ~/.halfway}. Nothing of the commands is changed. They reach the server
 * although it listens on other ports than those that are printed.
 */
final class Terminal {

  private static final String OTHER_PORTS =
      """
      curl() {
        command curl --max-time 120 \
          --connect-to "localhost:8080:127.0.0.1:$HTTP_PORT" \
          --connect-to "127.0.0.1:9990:127.0.0.1:$MANAGEMENT_PORT" \
          --write-out "%{stderr}\\n[answered %{http_code}]\\n" "$@"
      }
      ear/target/server/bin/jboss-cli.sh() {
        command ear/target/server/bin/jboss-cli.sh "--controller=127.0.0.1:$MANAGEMENT_PORT" "$@"
        # A reader sees the server end before going on.
        [ "$2" != --command=shutdown ] || tail --pid="$SERVER" -f /dev/null
      }
      """;
  private static final String EXITED = "echo \"[exited $?]\"\n";

  private static final Pattern COMMAND_ENDS =
      Pattern.compile("(.*?)\\[exited (\\d+)]\n", Pattern.DOTALL);
  private static final Pattern ANSWERED = Pattern.compile("\\[answered (\\d{3})]");

  private final Path home;
  private final Map<String, String> environment;

  private Terminal(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** For a server that was started. */
  static Terminal of(ServerProcess server) throws IOException {
    Path home = Files.createDirectory(server.base().resolve("home"));
    Files.createSymbolicLink(home.resolve(".halfway"), server.data());
    int httpPort = server.client().request("").build().uri().getPort();
    return new Terminal(
        home,
        Map.of(
            "HOME", home.toString(),
            "HTTP_PORT", String.valueOf(httpPort),
            "JAVA_HOME", System.getProperty("java.home"),
            "MANAGEMENT_PORT", String.valueOf(server.managementPort()),
            "SERVER", String.valueOf(server.pid())));
  }

  /**
   * What became of a command.
   *
   * @param answers the status of each request that it made
   * @param output what it printed, with those
   */
  record Outcome(PrintedCommand command, List<Integer> answers, int exit, String output) {

    /** Whether it did what is printed. */
    boolean isAsPrinted() {
      return exit == 0
          && command.isCall() == !answers.isEmpty()
          && answers.stream().allMatch(command::isAnsweredBy);
    }
  }

  /** Runs commands one after the other; variables that one sets are there for the next. */
  List<Outcome> run(List<PrintedCommand> commands) {
    StringBuilder script = new StringBuilder(OTHER_PORTS);
    commands.forEach(command -> script.append(command.text()).append('\n').append(EXITED));
    String output = bash(script.toString());

    List<Outcome> outcomes = new ArrayList<>();
    Matcher ends = COMMAND_ENDS.matcher(output);
    for (PrintedCommand command : commands) {
      if (!ends.find()) {
        throw new AssertionError("bash did not come to the end of:\n" + command + "\n" + output);
      }
      outcomes.add(
          new Outcome(
              command, answers(ends.group(1)), Integer.parseInt(ends.group(2)), ends.group(1)));
    }
    return outcomes;
  }

  private static List<Integer> answers(String output) {
    return ANSWERED
        .matcher(output)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  private String bash(String script) {
    File output = home.resolve("output.log").toFile();
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(Manual.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output);
    bash.environment().putAll(environment);
    try {
      new Program(bash.start()).awaitEnd();
      return Files.readString(output.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
