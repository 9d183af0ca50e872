package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.marker.Postgres.Silenced;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Unavailable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresTest {

  @SuppressWarnings("NullAway.Init")
  private static Postgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = Postgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Nested
  class Store extends MarkerStoreTest {
    Store() {
      super(postgres);
    }
  }

  @Nested
  class Reader extends MarkerReaderTest {
    Reader() {
      super(postgres);
    }
  }

  @Nested
  class Race extends MarkerRaceTest {
    Race() {
      super(postgres);
    }
  }

  @Nested
  class Nodes extends NodeTableTest {
    Nodes() {
      super(postgres);
    }
  }

  @Nested
  class Tables extends MarkerTablesTest {
    Tables() {
      super(postgres);
    }
  }

  @Nested
  class Schema extends ManualSchemaTest {
    Schema() {
      super(postgres);
    }
  }

  @Nested
  class Own extends MarkerSuite {
    Own() {
      super(postgres);
    }

    @Test
    void terminatedBackendIsReplacedAfterOneFailure() throws Exception {
      String application = "relay-" + UUID.randomUUID();
      ((PGSimpleDataSource) plain).setApplicationName(application);
      MarkerStore store = opened();
      HalfTransactionId id = newId();
      try (MarkerReader reader = store.reader(() -> true)) {
        for (Question question :
            List.<Question>of(
                () -> reader.read(List.of()),
                () -> reader.read(List.of(id)),
                () -> reader.fence(id))) {
          reader.read(List.of());
          postgres.run(
              "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
                  + " WHERE application_name = '"
                  + application
                  + "'");

          assertThatExceptionOfType(Unavailable.class).isThrownBy(question::ask);
          question.ask();
        }
        assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ROLLED_BACK);
      }
    }

    /** Neither an answer comes nor the end of the connection, as when a network swallows all. */
    @Test
    void statementsEndAlthoughTheDatabaseSaysNothing() throws Exception {
      MarkerConfiguration impatient =
          new MarkerConfiguration(
              "shop", SchemaManagement.CREATE, BUCKETS, 100, 1, Duration.ofHours(24));
      MarkerStore store = opened(impatient);
      String application = "silent-" + UUID.randomUUID();
      ((PGSimpleDataSource) plain).setApplicationName(application);
      HalfTransactionId id = newId();

      try (MarkerReader reader = store.reader(() -> true)) {
        reader.read(List.of());
        try (Silenced silenced = postgres.silenced(application)) {
          assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.read(List.of(id)));
          assertThat(silenced.isOver()).isFalse();
        }
      }
      jta.begin();
      try (Silenced silenced = postgres.silenced(application)) {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> mark(store, id));
        assertThat(silenced.isOver()).isFalse();
      }
      assertThatExceptionOfType(SQLException.class).isThrownBy(jta::commit);
      marked(store, id);
    }

    @Test
    void markerInAReadOnlyTransactionIsRefused() throws Exception {
      MarkerStore store = opened();
      jta.begin();
      Postgres.run(jta.connection(), "SET TRANSACTION READ ONLY");
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> mark(store, newId()))
          .withMessageStartingWith("dataSource:")
          .withMessageContaining("takes no writes");
      jta.rollback();
    }

    @Test
    void fenceThatMayNotBeWrittenDecidesNothing() throws Exception {
      MarkerStore store = opened();
      HalfTransactionId id = newId();
      try (MarkerReader reader = store.reader(() -> true)) {
        ((PGSimpleDataSource) plain).setOptions("-c default_transaction_read_only=on");
        assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ABSENT);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.fence(id));
      }
    }

    @Test
    void cloneOfADatabaseIsNotInPlace() throws Exception {
      String name = "shop_" + System.nanoTime();
      postgres.run("CREATE DATABASE " + name);
      use(postgres.database(name));
      StoreIdentity original = opened().bind();
      postgres.run("CREATE DATABASE " + name + "_clone TEMPLATE " + name);

      use(postgres.database(name + "_clone"));
      MarkerStore clone = store(jta.dataSource());
      StoreIdentity identity = clone.open();

      assertThat(original.database().isSame()).isTrue();
      assertThat(identity.database().isSame()).isFalse();
      assertThat(identity.id()).isEqualTo(original.id());
      assertThat(identity.database().then()).isEqualTo(original.database().now());
      assertThat(clone.rebind(UUID.randomUUID()).database().isSame()).isTrue();
    }

    @Test
    void databaseIsTheSameByWhateverAddressItIsReached() throws Exception {
      StoreIdentity original = opened().bind();

      use(Postgres.byAnotherAddress(plain));
      StoreIdentity same = opened().lastKnown();

      assertThat(same.database().isSame()).isTrue();
      assertThat(same.bound()).isTrue();
      assertThat(same.database().now()).isNotEqualTo(original.database().now());
    }

    @Test
    void storeOfVersion01IsInPlaceByAnotherAddressToo() throws Exception {
      opened().bind();
      run(
          "UPDATE halfway_store SET database_identity ="
              + " (SELECT system_identifier FROM pg_control_system())"
              + " || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())"
              + " || '/jdbc:postgresql://10.0.0.1:5432/postgres'");

      assertThat(opened().lastKnown().database().isSame()).isTrue();
    }

    @Test
    void datasourcesMayReachOneDatabaseByTwoAddresses() throws Exception {
      MarkerStore store = store(jta.dataSource(), Postgres.byAnotherAddress(plain), SHOP);

      assertThat(store.open().database().isSame()).isTrue();
      HalfTransactionId id = newId();
      marked(store, id);
      try (MarkerReader reader = store.reader(() -> true)) {
        assertThat(reader.read(List.of(id))).containsEntry(id, Marker.COMMITTED);
      }
    }

    @Test
    void whatTheDatabaseLooksLikeNamesNoCredentials() throws Exception {
      String looks = opened().lastKnown().database().now();

      assertThat(looks)
          .matches("\\d{10,}/\\d+/jdbc:postgresql://[^/?@]+/postgres")
          .doesNotContain("user", "password", "currentSchema");
    }

    @Test
    void userWhoMayNotAskForTheClusterIsHeldToTheAddressUntilHeMay() throws Exception {
      String user = "modest_" + System.nanoTime();
      PGSimpleDataSource dataSource = (PGSimpleDataSource) plain;
      postgres.run("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
      postgres.run("CREATE ROLE " + user + " LOGIN");
      postgres.run("GRANT ALL ON SCHEMA " + dataSource.getCurrentSchema() + " TO " + user);
      dataSource.setUser(user);

      StoreIdentity identity = opened().lastKnown();

      assertThat(identity.database().now()).startsWith("/");
      assertThat(identity.database().isSame()).isTrue();
      use(Postgres.byAnotherAddress(dataSource));
      assertThat(opened().lastKnown().database().isSame()).as("by another address").isFalse();

      postgres.run("GRANT EXECUTE ON FUNCTION pg_control_system() TO " + user);
      use(dataSource);
      assertThat(opened().lastKnown().database().then()).matches("\\d{10,}/\\d+/jdbc:.*");
      use(Postgres.byAnotherAddress(dataSource));
      assertThat(opened().lastKnown().database().isSame()).as("by another address, then").isTrue();

      postgres.run("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM " + user);
      use(dataSource);
      assertThat(opened().lastKnown().database().isSame()).as("by the address it knows").isTrue();
    }

    @Test
    void userWhoMayNotCreateTablesNeedsNotToWhenTheyAreThere() throws Exception {
      String user = "frugal_" + System.nanoTime();
      PGSimpleDataSource dataSource = (PGSimpleDataSource) plain;
      String schema = dataSource.getCurrentSchema();
      StoreIdentity original = opened().lastKnown();
      postgres.run("CREATE ROLE " + user + " LOGIN");
      postgres.run("GRANT USAGE ON SCHEMA " + schema + " TO " + user);
      dataSource.setUser(user);
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> opened())
          .withMessageStartingWith("dataSource:")
          .withMessageContaining("permission denied");

      postgres.run("GRANT ALL ON ALL TABLES IN SCHEMA " + schema + " TO " + user);
      assertThat(opened().lastKnown().id()).isEqualTo(original.id());
    }

    @Test
    void userNeedsNoMorePrivilegesThanTheManualSays() throws Exception {
      String user = "manual_" + System.nanoTime();
      PGSimpleDataSource dataSource = (PGSimpleDataSource) plain;
      opened();
      postgres.run("CREATE ROLE " + user + " LOGIN");
      String in = dataSource.getCurrentSchema();
      postgres.run("GRANT USAGE ON SCHEMA " + in + " TO " + user);
      postgres.run("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA " + in + " TO " + user);
      postgres.run("GRANT UPDATE ON " + in + ".halfway_store TO " + user);
      postgres.run("GRANT UPDATE, DELETE ON " + in + ".halfway_node TO " + user);
      dataSource.setUser(user);

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
    }

    @Test
    void defaultsOfTheDatabaseDoNotMatter() throws Exception {
      ((PGSimpleDataSource) plain)
          .setOptions("-c default_transaction_isolation=serializable -c lock_timeout=1ms");
      MarkerStore store = opened();
      HalfTransactionId id = newId();
      marked(store, id);
      HalfTransactionId late = newId();
      try (MarkerReader reader = store.reader(() -> true)) {
        assertThat(reader.read(List.of(id))).containsEntry(id, Marker.COMMITTED);
        assertThat(reader.fence(id)).isEqualTo(Marker.COMMITTED);
        assertThat(reader.fence(late)).isEqualTo(Marker.ROLLED_BACK);
      }
    }

    /** Whether a commit is durable is decided by who commits: the callers, not the adapter. */
    @Test
    void callersWhoForgetAreNoticed() throws Exception {
      PGSimpleDataSource own = (PGSimpleDataSource) postgres.empty();
      store(own).open();
      String role = "forgetful_" + System.nanoTime();
      postgres.run("CREATE ROLE " + role + " LOGIN PASSWORD 'x' SUPERUSER");
      PGSimpleDataSource callers = postgres.database("postgres");
      callers.setCurrentSchema(own.getCurrentSchema());
      callers.setUser(role);
      callers.setPassword("x");
      MarkerStore store = store(callers, own, SHOP);
      store.open();
      assertThat(store.forgets()).isEmpty();

      postgres.run("ALTER ROLE " + role + " SET synchronous_commit = off");

      store.identify();
      assertThat(store.forgets()).contains("synchronous_commit=off");
    }

    @Test
    void databaseThatForgetsIsNoticed() throws Exception {
      PostgresDialect dialect = new PostgresDialect();
      try (Connection connection = plain.getConnection()) {
        assertThat(dialect.forgets(new TimedStatements(connection, 10))).isEmpty();
        Postgres.run(connection, "SET synchronous_commit = off");
        assertThat(dialect.forgets(new TimedStatements(connection, 10)))
            .contains("synchronous_commit=off");
      }
    }

    @FunctionalInterface
    private interface Question {
      void ask() throws Unavailable, SQLException;
    }
  }
}
