package dev.halfway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The server is copied, started, backed up, restored and bound anew by the commands of {@code
 * ear/docs/operations.md}, as they are printed.
 */
class OperationsManualTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int HTTP = 8080;
  private static final int MANAGEMENT = 9990;

  private final Manual manual = Manual.of("ear/docs/operations.md");
  private final Path base = Path.of("operations-manual").toAbsolutePath();

  @Test
  void aServerIsBackedUpAndRestored() throws IOException {
    int offset = Ports.freeOffset(HTTP, MANAGEMENT);
    try (Shell shell = new Shell(base)) {
      shell
          .with("JBOSS_SOCKET_BINDING_PORT_OFFSET", String.valueOf(offset))
          .withServerAt(HTTP + offset, MANAGEMENT + offset);
      shell.run(block("The build makes a complete server").replaceFirst("mvn .*\n", ""));
      moveCommandLine(MANAGEMENT + offset);

      Program first = start(shell, "first", "Then start it:");
      shell.run(block("## Health, metrics and log"));
      stop(shell, first);
      shell.run(block("With H2 everything is in the data folder"));
      shell.run(block("To restore, with the server stopped"));

      Program restored = start(shell, "restored", "Then start the server.");
      await().atMost(PATIENCE).until(() -> halfMessages(shell).contains("rebind it"));
      shell.run(block("**An H2 file that was copied"));
      await().atMost(PATIENCE).until(() -> halfMessages(shell).contains("\"ready\":true"));
      assertThat(halfMessages(shell)).doesNotContain("rebind it");
      stop(shell, restored);
    } finally {
      Folders.delete(base);
    }
  }

  private Program start(Shell shell, String name, String below) {
    Program server = shell.start(block(below), base.resolve(name + ".log"));
    await(name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !server.isAlive() || isAnswering(shell));
    assertThat(server.isAlive()).isTrue();
    return server;
  }

  private static boolean isAnswering(Shell shell) {
    return shell
        .run("curl -s -o /dev/null localhost:8080/api/queues && echo yes || echo no")
        .contains("yes");
  }

  private static String halfMessages(Shell shell) {
    return shell.run("curl -s localhost:8080/api/transaction/half-messages");
  }

  private void stop(Shell shell, Program server) {
    shell.run(block("**Stop** the server"));
    assertThat(server.awaitEnd()).isZero();
  }

  private String block(String below) {
    return manual.block(below, "sh");
  }

  /** Its command line, which knows nothing of an offset, takes the port to be 9990. */
  private void moveCommandLine(int port) throws IOException {
    Path settings = base.resolve("halfway-server/bin/jboss-cli.xml");
    Files.writeString(
        settings,
        Files.readString(settings).replace("<port>9990</port>", "<port>" + port + "</port>"));
  }
}
