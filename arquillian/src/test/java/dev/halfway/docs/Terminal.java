package dev.halfway.docs;

import dev.halfway.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader types what a document prints, with a server's data in {@code ~/.halfway}. Nothing
 * of the commands is changed. They reach the server although it listens on other ports than those
 * that are printed.
 */
record Terminal(ServerProcess server) {

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
      set +e
      """;
  private static final String EXITED = "echo \"[exited $?]\"\n";

  private static final Pattern END_OF_COMMAND =
      Pattern.compile("(.*?)\\[exited (\\d+)]\n", Pattern.DOTALL);
  private static final Pattern ANSWERED = Pattern.compile("\\[answered (\\d{3})]");

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

  /** Runs the commands of one document, one after the other. */
  List<Outcome> run(List<PrintedCommand> commands) throws IOException {
    StringBuilder script = new StringBuilder(OTHER_PORTS);
    commands.forEach(command -> script.append(command.text()).append('\n').append(EXITED));
    String output = shell().run(script.toString());

    List<Outcome> outcomes = new ArrayList<>();
    Matcher ends = END_OF_COMMAND.matcher(output);
    for (PrintedCommand command : commands) {
      if (!ends.find()) {
        throw new AssertionError("the shell did not reach the end of " + command + "\n" + output);
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

  /** A new one: no document has the variables of another one. */
  private Shell shell() throws IOException {
    Path home = Files.createTempDirectory(server.base(), "home");
    Shell shell =
        new Shell(home)
            .with("HTTP_PORT", String.valueOf(server.client().request("").build().uri().getPort()))
            .with("MANAGEMENT_PORT", String.valueOf(server.managementPort()))
            .with("SERVER", String.valueOf(server.pid()));
    Files.createSymbolicLink(home.resolve(".halfway"), server.data());
    return shell;
  }
}
