package dev.halfway.transaction.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.testing.Injected;
import dev.halfway.transaction.XaParticipation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasesTest {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = start(Map.of());
  }

  private static EmbeddedPostgres start(Map<String, String> settings) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(1))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_prepared_transactions", "4");
    settings.forEach(builder::setServerConfig);
    return builder.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void aDurablePostgresIsFitAndTellsWhatItDependsOn() throws SQLException {
    Databases databases = of(postgres.getPostgresDatabase());
    Map<String, String> settings = databases.settings();

    assertThat(settings)
        .containsEntry("database.fsync", "on")
        .containsEntry("database.synchronous_commit", "on")
        .containsEntry("database.full_page_writes", "on")
        .containsEntry("database.max_prepared_transactions", "4")
        .containsKeys("database.wal_sync_method", "database.shared_buffers")
        .hasEntrySatisfying("database", product -> assertThat(product).startsWith("PostgreSQL "));
    assertThat(databases.notDurable(settings)).isNull();
    assertThat(participation(postgres.getPostgresDatabase()).isRefused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void aPostgresThatMayLoseCommitsIsNamedWithTheSetting(String setting) throws Exception {
    try (EmbeddedPostgres without = start(Map.of(setting, "off"))) {
      Databases databases = of(without.getPostgresDatabase());

      assertThat(databases.notDurable(databases.settings())).startsWith(setting + " is off: ");
    }
  }

  @Test
  void whatIsPreparedIsCountedWithItsAge() throws SQLException {
    Databases databases = of(postgres.getPostgresDatabase());
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("CREATE TABLE prepared_test (id int)");
      statement.execute("PREPARE TRANSACTION 'one'");
      try {
        assertThat(databases.prepared()).isEqualTo(1);
        assertThat(Databases.prepared(connection).count()).isEqualTo(1);
        assertThat(Databases.prepared(connection).longestMillis()).isPositive();
      } finally {
        statement.execute("ROLLBACK PREPARED 'one'");
      }
      assertThat(databases.prepared()).isZero();
    }
  }

  @Test
  void eachCommitThatIsWaitedForIsAForcedWrite() throws Exception {
    Databases databases = of(postgres.getPostgresDatabase());
    long before = databases.forcedWrites().orElseThrow();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE forced_test (id int)");
      for (int i = 0; i < 50; i++) {
        statement.execute("INSERT INTO forced_test VALUES (1)");
      }
      // Its backend reports that when it has time.
      for (int i = 0; i < 400 && databases.forcedWrites().orElseThrow() < before + 50; i++) {
        Thread.sleep(100);
        statement.execute("SELECT 1");
      }
    }

    assertThat(databases.forcedWrites().orElseThrow() - before).isBetween(50L, 200L);
  }

  @Test
  void aDatabaseWithoutPreparedTransactionsTakesNoPartInTwoPhaseCommit() throws Exception {
    try (EmbeddedPostgres without = start(Map.of("max_prepared_transactions", "0"))) {
      assertThat(participation(without.getPostgresDatabase()).isRefused()).isTrue();
    }
  }

  @Test
  void h2IsForDemosAndTellsLittle() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:" + UUID.randomUUID());
    Databases databases = of(h2);
    Map<String, String> settings = databases.settings();

    assertThat(settings).containsOnlyKeys("database");
    assertThat(databases.notDurable(settings)).contains("H2").contains("demo");
    assertThat(participation(h2).isRefused()).isFalse();
    assertThat(databases.prepared()).isZero();
    assertThat(databases.forcedWrites()).isEmpty();
  }

  private static Databases of(DataSource database) {
    Databases databases = new Databases();
    Injected.into(databases, "database", database);
    return databases;
  }

  private static XaParticipation participation(DataSource database) {
    XaParticipation participation = new XaParticipation();
    Injected.into(participation, "database", database);
    return participation;
  }
}
