package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.Envelope.Settlement;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A copy of all files of a PostgreSQL is the same database, as a replica that is promoted has to
 * be; but not beside its original.
 */
class CopyBesideTheOriginalTest {

  private static final String COPY = "halfway.copy";

  private final List<EmbeddedPostgres> running = new ArrayList<>();
  private final RelayLab lab = new RelayLab();

  @AfterEach
  void stop() throws IOException {
    lab.close();
    for (EmbeddedPostgres one : running) {
      one.close();
    }
  }

  @Test
  void copyDecidesNothingUntilTheOriginalIsGone(@TempDir Path folder) throws Exception {
    Path files = folder.resolve("original");
    lab.replaceDatabase(start(files));
    lab.start().engine().stop();
    running.remove(0).close();
    copy(files, folder.resolve("copy"));

    lab.replaceDatabase(start(files));
    Engine original = lab.engine();
    decides(original);
    lab.dataSource = "jdbc/copy";
    Naming.bind(lab.dataSource, start(folder.resolve("copy")));
    lab.lanes(COPY);
    Engine copy = lab.unready("two", COPY);

    soon()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> copy.store(Settlement.MARKER, "default"))
                    .hasMessageContaining(
                        "another running database is used as marker store 'lab'"));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sent.add("order " + i);
      lab.committed(original, "order " + i);
    }

    assertThat(lab.texts(RelayLab.TO, sent.size())).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(original.status().ready()).isTrue();
    soon().until(() -> original.status().alarms().isEmpty());
    assertThat(copy.status().swallowed()).isZero();
    assertThat(copy.status().takenOver()).isEmpty();

    original.stop();
    decides(RelayLab.ready(copy));
  }

  /** Waits until it discards what has no marker. */
  private void decides(Engine engine) throws JMSException {
    lab.send(engine, lab.transaction(), "of nobody");
    eventually(() -> engine.status().swallowed() == 1);
  }

  private DataSource start(Path files) throws IOException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(files)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    running.add(postgres);
    return postgres.getPostgresDatabase();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : (Iterable<Path>) all::iterator) {
        Files.copy(one, to.resolve(from.relativize(one)));
      }
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }
}
