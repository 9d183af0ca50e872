package dev.halfway.ra.marker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.dialect.Dialect.Undo;
import dev.halfway.ra.lab.MariaDbServer;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

@Tag("portability")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaDbTest {

  private static final MariaDbDialect DIALECT = new MariaDbDialect();

  @SuppressWarnings("NullAway.Init")
  private static MariaDb mariaDb;

  @BeforeAll
  static void start() throws IOException {
    mariaDb = MariaDb.start();
  }

  @AfterAll
  static void stop() throws IOException {
    mariaDb.close();
  }

  @Nested
  class Store extends MarkerStoreTest {
    Store() {
      super(mariaDb);
    }
  }

  @Nested
  class Reader extends MarkerReaderTest {
    Reader() {
      super(mariaDb);
    }
  }

  @Nested
  class Race extends MarkerRaceTest {
    Race() {
      super(mariaDb);
    }
  }

  @Nested
  class Nodes extends NodeTableTest {
    Nodes() {
      super(mariaDb);
    }
  }

  @Nested
  class Tables extends MarkerTablesTest {
    Tables() {
      super(mariaDb);
    }
  }

  @Nested
  class Schema extends ManualSchemaTest {
    Schema() {
      super(mariaDb);
    }
  }

  @Nested
  class Own extends MarkerSuite {
    Own() {
      super(mariaDb);
    }

    @Test
    @Tag("slice")
    void transactionIsKnownByItsMarkerAndWithoutOneItIsFenced() throws Exception {
      MarkerStore store = opened();
      HalfTransactionId committed = newId();
      HalfTransactionId lost = newId();
      marked(store, committed);
      try (MarkerReader reader = store.reader(() -> true)) {
        assertThat(reader.fence(committed)).isEqualTo(Marker.COMMITTED);
        assertThat(reader.fence(lost)).isEqualTo(Marker.ROLLED_BACK);
      }
      jta.begin();
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> mark(store, lost))
          .withMessageContaining("declared rolled back");
      jta.rollback();
    }

    @Test
    void timeZonesOfSessionsDoNotMatter() throws Exception {
      String schema = MariaDb.schemaOf(plain);
      long hour = Duration.ofHours(1).toMillis();
      List<MarkerStore> stores = new ArrayList<>();
      for (String zone : List.of("-11:00", "+13:00")) {
        use(mariaDb.server().dataSource(schema, "sessionVariables=time_zone='" + zone + "'"));
        MarkerStore store = opened();
        HalfTransactionId late = madeAt(System.currentTimeMillis() - 25 * hour);
        jta.begin();
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> mark(store, late))
            .withMessageContaining("too late");
        mark(store, madeAt(System.currentTimeMillis() - 23 * hour));
        jta.commit();
        stores.add(store);
      }
      for (MarkerStore store : stores) {
        store.nodes().heartbeat("half.0", false, "a");
        for (MarkerStore other : stores) {
          assertThat(other.nodes().registered())
              .singleElement()
              .extracting(Registered::age)
              .satisfies(age -> assertThat(age).isBetween(0L, hour / 2));
          assertThat(other.nodes().take("half.0", "b", hour)).isFalse();
        }
      }
      assertThat(
              count(
                  "halfway_marker_%d WHERE ABS(TIMESTAMPDIFF(MINUTE, written_at, UTC_TIMESTAMP(3))) < 30"
                      .formatted(bucketNow())))
          .isEqualTo(stores.size());
    }

    private HalfTransactionId madeAt(long time) {
      return new HalfTransactionId(bucketNow(), newId(time).uuid());
    }

    @Test
    void namesThatDifferInCaseAreTwo() throws Exception {
      assertThat(mariaDb.value("SELECT 'a' = 'A'")).as("what is usual here").isEqualTo("1");
      NodeTable nodes = opened().nodes();

      nodes.heartbeat("half.a.0", false, "a");
      nodes.heartbeat("half.A.0", false, "a");

      assertThat(nodes.registered()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"halfway_node", "halfway_store"})
    void tableThatComparesWithoutCaseIsRefusedUntilItIsChanged(String table) throws Exception {
      opened();
      run("ALTER TABLE " + table + " CONVERT TO CHARACTER SET latin1 COLLATE latin1_swedish_ci");

      refusedUntilItIsChanged(table, "latin1_swedish_ci");
    }

    @ParameterizedTest
    @CsvSource({"halfway_node, Aria", "halfway_store, MyISAM", "halfway_marker_, MyISAM"})
    void tableWithoutTransactionsIsRefusedUntilItIsChanged(String name, String engine)
        throws Exception {
      opened();
      String table = name.endsWith("_") ? name + bucketNow() : name;
      run("ALTER TABLE " + table + " ENGINE=" + engine);

      refusedUntilItIsChanged(table, engine);
    }

    private void refusedUntilItIsChanged(String table, String why) throws Exception {
      String change = "ALTER TABLE " + table + " ";
      for (SchemaManagement schema : SchemaManagement.values()) {
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> opened(configuration(schema, 250)))
            .withMessageStartingWith("schema: ")
            .withMessageContaining(why)
            .satisfies(
                e -> assertThat(e.getMessage()).containsOnlyOnce("ALTER TABLE").contains(change));
      }
      String message =
          catchThrowableOfType(Unavailable.class, () -> store(plain).open()).toString();

      run(message.substring(message.indexOf(change)));
      opened();
    }

    @Test
    void tablesOfTheApplicationMayBeOfAnyKind() throws Exception {
      run("CREATE TABLE halfway_marker_copy (name VARCHAR(9)) ENGINE=MyISAM");

      opened();
    }

    @Test
    void tablesAreMadeAsTheyMustBeWhateverIsUsual() throws Exception {
      String schema = MariaDb.schemaOf(plain);
      use(mariaDb.server().dataSource(schema, "sessionVariables=default_storage_engine=MyISAM"));

      opened();
    }

    @Test
    void markerInAReadOnlyTransactionIsRefused() throws Exception {
      MarkerStore store = opened();
      jta.begin();
      MariaDb.run(jta.connection(), "SET TRANSACTION READ ONLY");
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> mark(store, newId()))
          .withMessageStartingWith("dataSource:")
          .withMessageContaining("takes no writes");
      jta.rollback();
    }

    /** As a replica is. */
    @Test
    void serverThatTakesNoWritesIsRefused() throws Exception {
      String user = "modest_" + System.nanoTime();
      String schema = MariaDb.schemaOf(plain);
      use(mariaDb.as(user, plain));
      mariaDb.run("GRANT ALL ON " + schema + ".* TO " + user);
      opened();
      mariaDb.run("SET GLOBAL read_only = 1");
      try {
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(this::opened)
            .withMessageStartingWith("dataSource:")
            .withMessageContaining("takes no writes");
      } finally {
        mariaDb.run("SET GLOBAL read_only = 0");
      }
    }

    @Test
    void userWhoMayNotCreateTablesNeedsNotToWhenTheyAreThere() throws Exception {
      StoreIdentity original = opened().lastKnown();
      String schema = MariaDb.schemaOf(plain);
      String user = "frugal_" + System.nanoTime();
      use(mariaDb.as(user, plain));
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> opened())
          .withMessageStartingWith("dataSource:")
          .withMessageContaining("denied");

      mariaDb.run("GRANT SELECT, INSERT, UPDATE, DELETE ON " + schema + ".* TO " + user);
      assertThat(opened().lastKnown().id()).isEqualTo(original.id());
    }

    @Test
    void userNeedsNoMorePrivilegesThanTheManualSays() throws Exception {
      opened();
      String schema = MariaDb.schemaOf(plain);
      String user = "manual_" + System.nanoTime();
      use(mariaDb.as(user, plain));
      mariaDb.run("GRANT SELECT, INSERT ON " + schema + ".* TO " + user);
      mariaDb.run("GRANT UPDATE ON " + schema + ".halfway_store TO " + user);
      mariaDb.run("GRANT UPDATE, DELETE ON " + schema + ".halfway_node TO " + user);

      MarkerStore store = opened(configuration(SchemaManagement.VALIDATE, 250));
      store.bind();
      store.rebind(UUID.randomUUID());
      HalfTransactionId id = newId();
      marked(store, id);
      try (MarkerReader reader = store.reader(() -> true)) {
        assertThat(reader.fence(newId())).isEqualTo(Marker.ROLLED_BACK);
        assertThat(reader.fence(id)).isEqualTo(Marker.COMMITTED);
      }
      store.nodes().heartbeat("queue", false, "node");
      store.nodes().take("queue", "other", -1);
      assertThat(store.nodes().forget("queue", -1)).isTrue();
      assertThat(store.running()).isNotEmpty();
      assertThat(store.forgets()).isEmpty();
    }

    /** Where two inserts wait for a third that is taken back, InnoDB finds a deadlock. */
    @Test
    void fencesThatMeetDecideOnceAndNeverFail() throws Exception {
      MarkerStore store = opened(configuration(SchemaManagement.CREATE, 30_000));
      HalfTransactionId id = newId();
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        jta.begin();
        mark(store, id);
        List<Future<Marker>> fences =
            Stream.generate(() -> threads.submit(() -> fenced(store, id))).limit(3).toList();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () ->
                    mariaDb.value(
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.INNODB_TRX"
                            + " WHERE TRX_STATE = 'LOCK WAIT'"),
                "3"::equals);
        jta.rollback();

        List<Marker> markers = new ArrayList<>();
        for (Future<Marker> fence : fences) {
          markers.add(fence.get(60, SECONDS));
        }
        assertThat(markers)
            .contains(Marker.ROLLED_BACK, Marker.LOCKED)
            .containsOnly(Marker.ROLLED_BACK, Marker.LOCKED);
        assertThat(fenced(store, id)).isEqualTo(Marker.ROLLED_BACK);
      } finally {
        threads.shutdownNow();
      }
    }

    private Marker fenced(MarkerStore store, HalfTransactionId id) throws Unavailable {
      try (MarkerReader reader = store.reader(() -> true)) {
        return reader.fence(id);
      }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "250, 1", "1000, 1", "1001, 2", "60000, 60"})
    void lockTimeoutIsRoundedUpToWholeSeconds(long milliseconds, String seconds) throws Exception {
      try (Connection connection = plain.getConnection()) {
        String former = mariaDb.lockTimeout(connection);
        connection.setAutoCommit(false);

        Undo undo = DIALECT.bound(new TimedStatements(connection, 10), milliseconds);

        assertThat(mariaDb.lockTimeout(connection)).isEqualTo(seconds + "000");
        connection.setAutoCommit(true);
        undo.run();
        assertThat(mariaDb.lockTimeout(connection)).isEqualTo(former);
      }
    }

    @ParameterizedTest
    @CsvSource({
      "0, innodb_flush_log_at_trx_commit=0",
      "1, ''",
      "2, innodb_flush_log_at_trx_commit=2",
      "3, ''"
    })
    void databaseThatForgetsIsNoticed(String setting, String forgets) throws Exception {
      MarkerStore store = opened();
      mariaDb.run("SET GLOBAL innodb_flush_log_at_trx_commit = " + setting);
      try {
        store.identify();

        assertThat(store.forgets().orElse("")).isEqualTo(forgets);
      } finally {
        mariaDb.run("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
      }
    }

    @Test
    void databaseIsTheSameByWhateverAddressItIsReached() throws Exception {
      StoreIdentity original = opened().bind();
      String running = opened().running();
      MariaDbDataSource byName = (MariaDbDataSource) plain;
      byName.setUrl(byName.getUrl().replace("127.0.0.1", "localhost"));

      use(byName);
      MarkerStore same = opened();

      assertThat(same.lastKnown()).isEqualTo(original);
      assertThat(same.running()).isEqualTo(running);
    }

    @Test
    void startOfTheDatabaseStaysTheSame() throws Exception {
      MarkerStore store = opened();
      String running = store.running();
      Set<String> seconds = new HashSet<>();
      await()
          .atMost(Duration.ofSeconds(30))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                store.identify();
                assertThat(store.running()).isEqualTo(running);
                seconds.add(mariaDb.value("SELECT UNIX_TIMESTAMP()"));
                return seconds.size();
              },
              size -> size > 2);
    }

    @Test
    void whatTheDatabaseLooksLikeNamesNoCredentials() throws Exception {
      assertThat(opened().lastKnown().database().now())
          .matches("[^|]+:/[^|]+/test_[0-9a-f]+\\|\\d+-\\d+-\\d{10,}")
          .doesNotContain("user", "root", "jdbc");
    }

    /** As a dump does it. */
    @Test
    void cloneOfADatabaseIsNotInPlace() throws Exception {
      String original = MariaDb.schemaOf(plain);
      opened().bind();
      String clone = mariaDb.schema();
      for (String table :
          List.of("halfway_store", "halfway_node", "halfway_marker_" + bucketNow())) {
        mariaDb.run("CREATE TABLE %s.%s LIKE %s.%2$s".formatted(clone, table, original));
        mariaDb.run("INSERT INTO %s.%s SELECT * FROM %s.%2$s".formatted(clone, table, original));
      }

      use(mariaDb.server().dataSource(clone));
      MarkerStore store = opened();

      assertThat(store.lastKnown().database().isSame()).isFalse();
      assertThat(store.rebind(UUID.randomUUID()).database().isSame()).isTrue();
    }

    @Test
    void tableThatWasMadeAnewInItsPlaceIsInPlace() throws Exception {
      StoreIdentity before = opened().bind();
      String then = mark(before.database().now());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                run("OPTIMIZE TABLE halfway_store");
                return mark(opened().lastKnown().database().now());
              },
              now -> !now.equals(then));

      StoreIdentity after = opened().lastKnown();

      assertThat(after.database().isSame()).isTrue();
      assertThat(after.database().then()).isEqualTo(after.database().now());
      assertThat(after.bound()).isTrue();
    }

    private static String mark(String database) {
      return Whereabouts.of(database).mark();
    }

    @Test
    void endedConnectionIsReplacedAfterOneFailure() throws Exception {
      MarkerStore store = opened();
      HalfTransactionId id = newId();
      try (MarkerReader reader = store.reader(() -> true)) {
        for (Question question :
            List.<Question>of(
                () -> reader.read(List.of()),
                () -> reader.read(List.of(id)),
                () -> reader.fence(id))) {
          reader.read(List.of());
          String session =
              mariaDb.value(
                  "SELECT ID FROM INFORMATION_SCHEMA.PROCESSLIST WHERE DB = '%s'"
                      .formatted(MariaDb.schemaOf(plain)));
          mariaDb.run("KILL CONNECTION " + session);

          assertThatExceptionOfType(Unavailable.class).isThrownBy(question::ask);
          question.ask();
        }
        assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ROLLED_BACK);
      }
    }

    /** Neither an answer comes nor the end of the connection, as when a network swallows all. */
    @Test
    void statementsEndAlthoughTheDatabaseSaysNothing() throws Exception {
      MarkerStore store =
          opened(
              new MarkerConfiguration(
                  "shop", SchemaManagement.CREATE, BUCKETS, 100, 1, Duration.ofHours(24)));
      HalfTransactionId id = newId();
      try (MarkerReader reader = store.reader(() -> true)) {
        reader.read(List.of());
        try (MariaDbServer.Silenced silenced = mariaDb.server().silenced()) {
          assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.read(List.of(id)));
          assertThat(silenced.isOver()).isFalse();
        }
      }
      jta.begin();
      try (MariaDbServer.Silenced silenced = mariaDb.server().silenced()) {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> mark(store, id));
        assertThat(silenced.isOver()).isFalse();
      }
      assertThatExceptionOfType(SQLException.class).isThrownBy(jta::commit);
      marked(store, id);
    }

    @FunctionalInterface
    private interface Question {
      void ask() throws Exception;
    }
  }
}
