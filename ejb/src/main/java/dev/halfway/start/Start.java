package dev.halfway.start;

import dev.halfway.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The agent. The server is started with right settings, in a data folder of its own, and works in
 * the end; otherwise the process ends with exit code 1, and standard error has a line that says
 * why.
 */
public final class Start {

  private static final int FAILED = 1;
  private static final int LONGEST_STOP_SECONDS = 9;

  /** Of any length; the Java virtual machine tells of arguments up to 4,096 bytes. */
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  /** Names of options begin so, and what stands between them is a value. */
  private static final Pattern NEXT_OPTION = Pattern.compile(" (?=-)");

  /** Below the folder with the server's configuration, log and deployments. */
  private static final List<String> PRIVATE = List.of("configuration", "data", "log", "tmp");

  /** As it is before the server takes it for its log. */
  private static final PrintStream ERRORS = System.err;

  private Start() {}

  /** Called by the Java virtual machine before the server's main method. */
  public static void premain(String arguments) {
    try {
      Given given = Given.of(systemProperties(), System.getenv(), serverArguments());
      UnknownNames.warnings(given.names()).forEach(Start::say);
      check(given);
      ListenPorts.check(given);
      takeFolders(given);
      BootWatch.start(Start::end);
    } catch (StartRefused e) {
      say(e.line());
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private static void check(Given given) throws StartRefused {
    List<String> complaints = Settings.complaints(given::value);
    if (!complaints.isEmpty()) {
      throw new StartRefused(String.join(System.lineSeparator(), complaints));
    }
    if (given.configuration().equals("standalone-remote.xml")
        && given.value(Settings.named("halfway.broker.password")).orElse("").isEmpty()) {
      throw new StartRefused(
          "halfway.broker.password (HALFWAY_BROKER_PASSWORD): is missing; with a broker outside"
              + " there is no default");
    }
  }

  private static void takeFolders(Given given) throws StartRefused {
    Path data = DataFolder.take(given.property("jboss.server.data.dir").orElse(""));
    narrow(data);
    given
        .property("jboss.server.base.dir")
        .ifPresent(
            base ->
                PRIVATE.stream()
                    .map(name -> Path.of(base, name))
                    .filter(Files::isDirectory)
                    .forEach(Start::narrow));
  }

  private static void narrow(Path folder) {
    try {
      PrivateFiles.narrow(folder);
    } catch (IOException e) {
      say("Not all of " + folder + " can be kept from other users: " + e);
    }
  }

  private static Map<String, String> systemProperties() {
    Properties properties = System.getProperties();
    Map<String, String> all = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    return all;
  }

  /** All of the process: those of the virtual machine set properties that are there already. */
  private static List<String> serverArguments() {
    try {
      return List.of(Files.readString(COMMAND_LINE).split("\0", -1));
    } catch (IOException e) {
      // No Linux.
      return ProcessHandle.current()
          .info()
          .arguments()
          .map(List::of)
          .orElseGet(
              () -> NEXT_OPTION.splitAsStream(System.getProperty("sun.java.command", "")).toList());
    }
  }

  private static void say(String line) {
    ERRORS.println(line);
    ERRORS.flush();
  }

  /** In order, where that is possible: what is durable by then stays so in any case. */
  private static void end(String why) {
    say("The server does not start: " + why);
    Thread limit = new Thread(Start::halt, "start limit");
    limit.setDaemon(true);
    limit.start();
    System.exit(FAILED);
  }

  private static void halt() {
    try {
      TimeUnit.SECONDS.sleep(LONGEST_STOP_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
