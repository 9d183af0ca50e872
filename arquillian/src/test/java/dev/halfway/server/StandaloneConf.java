package dev.halfway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the built server's {@code standalone.conf} makes of an environment. */
public final class StandaloneConf {

  private StandaloneConf() {}

  /**
   * The options of the Java virtual machine that a variable adds.
   *
   * @throws AssertionError when the file refuses it, with what it says
   */
  public static List<String> options(String variable, String value) {
    List<String> more = new ArrayList<>(evaluate(variable, value));
    more.removeAll(evaluate(variable, ""));
    return more;
  }

  private static List<String> evaluate(String variable, String value) {
    Path home = ServerProcess.home();
    ProcessBuilder shell =
        new ProcessBuilder(
                "sh",
                "-c",
                // As standalone.sh does: the options are quoted for a second evaluation.
                ". bin/standalone.conf && eval \"printf '%s\\\\n' $JAVA_OPTS\"")
            .directory(home.toFile())
            .redirectErrorStream(true);
    shell.environment().put("JBOSS_HOME", home.toString());
    shell.environment().put(variable, value);
    try {
      Process process = shell.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return said.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
