package dev.halfway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.halfway.process.Folders;
import dev.halfway.process.Ports;
import dev.halfway.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server started by its script, and what cannot start beside it or after it. */
class FailedStartTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * One story, because each of its servers takes as long to start as all else together: on a data
   * folder that everybody may read, a second one beside it, and one after it was killed, whose
   * database is away.
   */
  @Test
  void filesArePrivateTheFolderIsOfOneServerAndAFailedStartEndsTheProcess() throws IOException {
    StartScript server = StartScript.fresh("failed-start");
    Path old = Files.createDirectories(server.data().resolve("hub/2026"));
    Files.writeString(old.resolve("events.ndjson"), "{}\n");
    Path log = Files.createDirectories(server.base().resolve("log")).resolve("server.log.1");
    Files.writeString(log, "a secret\n");
    for (Path open : List.of(server.data(), server.data().resolve("hub"), old)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.createDirectory(server.data().resolve("h2")); // As an earlier version leaves it.

    Program first = server.start(Map.of());
    try {
      await("ready")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> !first.isAlive() || server.isReady());
      assertThat(first.isAlive()).as(() -> String.join("\n", server.saidErrors())).isTrue();
      assertThat(server.saidErrors()).isEmpty();
      assertThat(server.data().resolve("operator-password")).exists();
      assertThat(server.base().resolve("log/server.log")).exists();
      for (String folder : List.of("own-data", "configuration", "log", "tmp")) {
        assertThat(Folders.openToOthers(server.base().resolve(folder))).isEmpty();
      }

      StartScript second = StartScript.fresh("failed-start-second");
      Program beside = second.start(Map.of("HALFWAY_DATA", server.data().toString()));
      try {
        assertThat(beside.awaitEnd()).isEqualTo(1);
      } finally {
        second.kill(beside);
      }
      assertThat(second.saidErrors())
          .singleElement()
          .asString()
          .startsWith("HALFWAY_DATA: '" + server.data() + "' is in use by another server, process ")
          .contains(" " + server.serverProcess().orElseThrow() + ";");
    } finally {
      server.kill(first);
    }

    Program third =
        server.start(
            Map.of(
                "HALFWAY_DB_DRIVER",
                "postgresql",
                "HALFWAY_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/halfway"));
    try {
      assertThat(third.awaitEnd()).isEqualTo(1);
    } finally {
      server.kill(third);
    }
    assertThat(server.saidErrors())
        .singleElement()
        .asString()
        .startsWith(
            "The server does not start: halfway.db.url: the database cannot be used: Connection to")
        .contains("refused");
  }
}
