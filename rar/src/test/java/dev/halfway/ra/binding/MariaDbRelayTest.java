package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.MariaDbServer;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Half messages whose markers are in a MariaDB. */
@Tag("portability")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaDbRelayTest {

  private static final String COPY = "halfway.copy";

  private MariaDbServer server;
  private RelayLab lab;

  @BeforeEach
  void start() throws Exception {
    server = MariaDbServer.start();
    run(server, "", "CREATE DATABASE shop");
    lab = new RelayLab(server.dataSource("shop"));
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
    server.close();
  }

  @Test
  void killedDatabaseHasWhatCommittedDeliveredAndNothingElse() throws Exception {
    Engine engine = lab.start().engine();
    HalfTransactionId kept = lab.transaction();
    HalfTransactionId lost = lab.transaction();
    try (Connection commits = lab.open(kept);
        Connection breaks = lab.open(lost)) {
      lab.send(engine, kept, "kept");
      lab.send(engine, lost, "lost");
      commits.commit();

      server.kill();

      assertThatThrownBy(breaks::commit).isInstanceOf(SQLException.class);
    }
    server.restart();

    assertThat(lab.text(RelayLab.TO)).isEqualTo("kept");
    eventually(() -> engine.status().swallowed() == 1);
    assertThat(lab.isSilent(RelayLab.TO)).isTrue();
  }

  /** As one whose host and folder are called the same. */
  @Test
  void copyThatLooksTheSameDecidesNothingBesideItsOriginal() throws Exception {
    lab.start().engine().stop();
    server.stop();
    try (MariaDbServer other = server.copy()) {
      server.restart();
      run(
          other,
          "shop",
          "UPDATE halfway_store"
              + " SET database_identity = CONCAT(@@hostname, ':', @@datadir, DATABASE())");
      Engine original = lab.engine();
      // Then the broker knows it.
      lab.send(original, lab.transaction(), "of nobody");
      eventually(() -> original.status().swallowed() == 1);
      lab.dataSource = "jdbc/copy";
      Naming.bind(lab.dataSource, other.dataSource("shop"));
      lab.lanes(COPY);
      Engine copy = lab.unready("two", COPY);

      soon()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> copy.store(Settlement.MARKER, "default"))
                      .hasMessageContaining(
                          "another running database is used as marker store 'lab'"));
      for (int i = 0; i < 10; i++) {
        lab.committed(original, "order " + i);
      }

      assertThat(lab.texts(RelayLab.TO, 10)).contains("order 0", "order 9");
      assertThat(copy.status().swallowed()).isZero();
      copy.stop();
    }
  }

  private static void run(MariaDbServer server, String schema, String text) throws SQLException {
    try (Connection connection = server.dataSource(schema).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
