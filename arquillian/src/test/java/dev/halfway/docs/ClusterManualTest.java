package dev.halfway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.database.Postgres;
import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import dev.halfway.tag.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A broker and a node are started by the commands of {@code ear/docs/cluster.md}. */
@Thorough
class ClusterManualTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int HTTP = 8080;
  private static final int MANAGEMENT = 9990;

  private final Manual manual = Manual.of("ear/docs/cluster.md");
  private final Path base = Path.of("cluster-manual").toAbsolutePath();

  @Test
  void aNodeUsesABrokerOutside() throws IOException {
    int offset = Ports.freeOffset(HTTP, MANAGEMENT);
    try (Postgres postgres = Postgres.start();
        Shell shell = new Shell(base)) {
      Files.createSymbolicLink(
          base.resolve("apache-artemis-2.57.0"), Path.of(System.getenv("ARTEMIS_HOME")));
      postgres
          .settings()
          .forEach(
              (property, value) ->
                  shell.instead(property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
      shell
          .with("HALFWAY_BROKER_PORT", String.valueOf(Ports.free()))
          .with("JBOSS_SOCKET_BINDING_PORT_OFFSET", String.valueOf(offset))
          .withServerAt(HTTP + offset, MANAGEMENT + offset);

      shell.run("cp -r ear/target/server ~/halfway-server");
      shell.run(manual.block("First make a password", "sh"));
      shell.start(manual.block("Then start the broker", "sh"), base.resolve("broker.log"));
      Program node = shell.start(manual.block("## A node", "sh"), base.resolve("node.log"));

      await("node")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> !node.isAlive() || isReady(shell));
      assertThat(node.isAlive()).isTrue();
    } finally {
      Folders.delete(base);
    }
  }

  private static boolean isReady(Shell shell) {
    return shell
        .run("curl -s -o /dev/null http://127.0.0.1:9990/health/ready && echo yes || echo no")
        .contains("yes");
  }
}
