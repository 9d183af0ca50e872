package dev.halfway.ra.marker;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.lab.MariaDbServer;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Unavailable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB that is killed, stopped or copied: row and marker are both there, or neither is. */
@Tag("portability")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaDbKilledTest {

  private static final int WRITERS = 4;

  @SuppressWarnings("NullAway.Init")
  private MariaDbServer server;

  @SuppressWarnings("NullAway.Init")
  private Jta jta;

  @SuppressWarnings("NullAway.Init")
  private MarkerStore store;

  @BeforeEach
  void start() throws Exception {
    server = MariaDbServer.start();
    try (Connection root = server.dataSource("").getConnection()) {
      MariaDb.run(root, "CREATE DATABASE shop");
    }
    jta = new Jta(shop(server));
    store = opened(jta);
    try (Connection connection = shop(server).getConnection()) {
      MariaDb.run(connection, "CREATE TABLE orders (id UUID NOT NULL PRIMARY KEY)");
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void killedBetweenMarkerAndCommitItHasNeitherAndIsFenced() throws Exception {
    HalfTransactionId id = MarkerSuite.newId();
    jta.begin();
    order(id);
    MarkerSuite.mark(store, id);

    server.kill();

    assertThatExceptionOfType(SQLException.class).isThrownBy(jta::commit);
    server.restart();
    assertThat(orders()).isEmpty();
    try (MarkerReader reader = store.reader(() -> true)) {
      assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ABSENT);
      assertThat(reader.fence(id)).isEqualTo(Marker.ROLLED_BACK);
    }
  }

  @Test
  void killedJustAfterCommitItHasBoth() throws Exception {
    HalfTransactionId id = MarkerSuite.newId();
    jta.begin();
    order(id);
    MarkerSuite.mark(store, id);
    jta.commit();

    server.kill();
    server.restart();

    assertThat(orders()).containsExactly(id.uuid());
    try (MarkerReader reader = store.reader(() -> true)) {
      assertThat(reader.fence(id)).isEqualTo(Marker.COMMITTED);
    }
  }

  @Test
  void killedJustAfterAFenceItKeepsTheTransactionFromCommitting() throws Exception {
    HalfTransactionId id = MarkerSuite.newId();
    try (MarkerReader reader = store.reader(() -> true)) {
      assertThat(reader.fence(id)).isEqualTo(Marker.ROLLED_BACK);
    }

    server.kill();
    server.restart();

    jta.begin();
    order(id);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> MarkerSuite.mark(store, id))
        .withMessageContaining("declared rolled back");
    jta.rollback();
  }

  @Test
  void killedUnderLoadItHasAllThatWasCommittedAndMarkersOfNothingElse() throws Exception {
    Set<HalfTransactionId> begun = ConcurrentHashMap.newKeySet();
    Set<UUID> committed = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(() -> writeUntilItFails(begun, committed)));
      }
      await().atMost(1, MINUTES).until(() -> committed.size() > 200);
      server.kill();
      for (Future<?> writer : writers) {
        writer.get(1, MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
    server.restart();

    Set<UUID> there = orders();
    Set<UUID> marked = new HashSet<>();
    try (MarkerReader reader = store.reader(() -> true)) {
      Map<HalfTransactionId, Marker> markers = reader.read(begun);
      markers.forEach(
          (id, marker) -> {
            if (marker == Marker.COMMITTED) {
              marked.add(id.uuid());
            }
          });
    }
    assertThat(there).containsAll(committed);
    assertThat(marked).isEqualTo(there);
  }

  @Test
  void itIsTheSameWhenItIsBackAndNoCopyIs() throws Exception {
    StoreIdentity original = store.bind();
    String running = store.running();
    aSecondHasPassed();
    server.stop();
    try (MariaDbServer copy = server.copy()) {
      server.restart();

      assertThat(store.identify()).isEqualTo(original);
      assertThat(store.running()).isNotEqualTo(running);

      MarkerStore copied = opened(new Jta(shop(copy)));
      assertThat(copied.lastKnown().id()).isEqualTo(original.id());
      assertThat(copied.lastKnown().database().isSame()).isFalse();
      assertThat(copied.running()).isNotEqualTo(store.running());
    }
  }

  /** Its default does not write what it logs through to the disk. */
  @Test
  void binaryLogThatForgetsIsNoticed() throws Exception {
    try (MariaDbServer logging = MariaDbServer.start("--log-bin=log", "--server-id=7")) {
      try (Connection root = logging.dataSource("").getConnection()) {
        MariaDb.run(root, "CREATE DATABASE shop");
        MarkerStore logged = opened(new Jta(shop(logging)));
        assertThat(logged.forgets()).contains("sync_binlog=0");

        MariaDb.run(root, "SET GLOBAL sync_binlog = 1");
        logged.identify();
        assertThat(logged.forgets()).isEmpty();

        MariaDb.run(root, "SET GLOBAL binlog_format = 'STATEMENT'");
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> opened(new Jta(shop(logging))))
            .withMessageContaining("BINLOG_FORMAT");
      }
    }
  }

  /** The database counts whole seconds since its start. */
  private void aSecondHasPassed() throws SQLException {
    String now = second();
    await().atMost(1, MINUTES).until(this::second, later -> !later.equals(now));
  }

  private String second() throws SQLException {
    try (Connection connection = shop(server).getConnection()) {
      return MariaDb.value(connection, "SELECT UNIX_TIMESTAMP()");
    }
  }

  private static MariaDbDataSource shop(MariaDbServer server) throws SQLException {
    return server.dataSource("shop");
  }

  private static MarkerStore opened(Jta jta) throws Unavailable {
    MarkerStore store = MarkerSuite.store(jta.dataSource());
    store.open();
    return store;
  }

  private void writeUntilItFails(Set<HalfTransactionId> begun, Set<UUID> committed) {
    try {
      while (!Thread.interrupted()) {
        HalfTransactionId id = MarkerSuite.newId();
        begun.add(id);
        jta.begin();
        order(id);
        MarkerSuite.mark(store, id);
        jta.commit();
        committed.add(id.uuid());
      }
    } catch (SQLException | Unavailable e) {
      // It was killed.
      assertThat(committed).isNotEmpty();
    }
  }

  /** What the application does in its transaction. */
  private void order(HalfTransactionId id) throws SQLException {
    try (PreparedStatement statement =
        jta.connection().prepareStatement("INSERT INTO orders VALUES (?)")) {
      statement.setObject(1, id.uuid());
      statement.executeUpdate();
    }
  }

  private Set<UUID> orders() throws SQLException {
    Set<UUID> orders = new HashSet<>();
    try (Connection connection = shop(server).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
      while (rows.next()) {
        orders.add(rows.getObject(1, UUID.class));
      }
    }
    return orders;
  }
}
