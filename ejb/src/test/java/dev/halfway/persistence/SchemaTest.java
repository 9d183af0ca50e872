package dev.halfway.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.resource.LoadableResource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaTest {

  /** Kept, because the level of a logger that nobody holds is forgotten. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private final JdbcDataSource database = new JdbcDataSource();
  private Connection open;

  @BeforeAll
  static void tellsOnlyWhatIsWrong() {
    FLYWAY.setLevel(Level.WARNING);
  }

  @BeforeEach
  void anEmptyDatabase() throws SQLException {
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
    // An in-memory database lives as long as a connection to it.
    open = database.getConnection();
  }

  @AfterEach
  void forgetIt() throws SQLException {
    open.close();
  }

  @Test
  void anEmptyDatabaseGetsAllTables() throws SQLException {
    Schema.migrate(database);
    assertThat(
            strings("SELECT table_name FROM information_schema.tables WHERE table_schema='public'"))
        .containsExactlyInAnyOrder(
            "account",
            "audit",
            "consumer_failure",
            "hub_chunk",
            "hub_file",
            "hub_replay",
            "hub_sink",
            "inbox",
            "registration",
            "schema_history",
            "broadcast_dispatch",
            "broadcast_driver",
            "broadcast_driver_token",
            "broadcast_entry",
            "broadcast_last_dispatch",
            "bus_game",
            "bus_history",
            "bus_ignored",
            "bus_notification",
            "bus_order",
            "bus_ticket",
            "delay_timer",
            "delay_order",
            "delay_payment",
            "delay_reservation",
            "smoothing_item",
            "smoothing_order",
            "smoothing_setting",
            "sms_part",
            "sms_receipt",
            "transaction_cart",
            "transaction_comparison",
            "transaction_effect",
            "transaction_item",
            "transaction_order",
            "transaction_order_line",
            "transaction_outbox",
            "transaction_outbox_lane",
            "transaction_points");
    assertThat(applied()).isEqualTo(Schema.MIGRATIONS);
  }

  @Test
  void aSecondStartChangesNothing() throws SQLException {
    Schema.migrate(database);
    execute("INSERT INTO inbox VALUES ('c', 'm', now())");
    List<String> before = strings("SCRIPT");
    Schema.migrate(database);
    assertThat(strings("SCRIPT")).isEqualTo(before);
  }

  @Test
  void aDatabaseOfTheVersionBeforeKeepsItsRows() throws SQLException {
    migrateWith(Schema.MIGRATIONS.subList(0, 1));
    execute("INSERT INTO inbox VALUES ('c', 'm', now())");
    Schema.migrate(database);
    assertThat(strings("SELECT message FROM inbox")).containsExactly("m");
    assertThat(applied()).isEqualTo(Schema.MIGRATIONS);
  }

  /** What receipts are found by, and why messages failed, stands in other tables since. */
  @Test
  void whatIsKnownOfSmsAndOfFailuresIsKept() throws SQLException {
    migrateWith(Schema.MIGRATIONS.subList(0, 9));
    execute(
        "INSERT INTO registration (id, username, phone, registered_at, sms, attempts, sms_message_id)"
            + " VALUES (random_uuid(), 'a', '+12', now(), 'SENT', 1, 'id-1'),"
            + " (random_uuid(), 'b', '+12', now(), 'PENDING', 0, NULL),"
            + " (random_uuid(), 'c', '+12', now(), 'SENT', 1, '')");
    execute("INSERT INTO sms_receipt VALUES ('id-1', 'DELIVRD', now())");
    execute("INSERT INTO consumer_failure VALUES ('m', 'c', 'why', 4, now())");

    Schema.migrate(database);

    assertThat(
            strings("SELECT state FROM sms_part JOIN sms_receipt ON receipt_id = sms_message_id"))
        .containsExactly("DELIVRD");
    assertThat(strings("SELECT count(*) FROM sms_part")).containsExactly("1");
    assertThat(strings("SELECT cause FROM consumer_failure WHERE NOT given_up"))
        .containsExactly("why");
  }

  @Test
  void aScriptThatWasChangedAfterItRanStopsTheStart() throws SQLException {
    Schema.migrate(database);
    execute("UPDATE schema_history SET checksum = checksum + 1 WHERE version = '1'");
    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> Schema.migrate(database))
        .withMessageContaining("checksum mismatch");
  }

  @Test
  void markerTablesOfTheAdapterAreNobodyElses() throws SQLException {
    execute("CREATE TABLE halfway_marker_1 (id uuid)");

    Schema.migrate(database);

    execute("SELECT * FROM inbox");
  }

  @Test
  void tablesOfSomebodyElseStopTheStart() throws SQLException {
    execute("CREATE TABLE theirs (id integer)");
    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> Schema.migrate(database))
        .withMessageContaining("non-empty schema");
    assertThat(
            strings("SELECT table_name FROM information_schema.tables WHERE table_schema='public'"))
        .containsExactly("theirs");
  }

  @Test
  void everyScriptIsNamed() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db"))) {
      assertThat(scripts.map(script -> script.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Schema.MIGRATIONS);
    }
  }

  @Test
  void scriptsAreFoundByPrefixAndSuffix() {
    NamedMigrations migrations = new NamedMigrations(List.of("V1__a.sql", "R__b.sql", "V2__c.txt"));
    assertThat(migrations.getResources("V", new String[] {".sql", ".ddl"}))
        .singleElement()
        .satisfies(
            script -> {
              assertThat(script.getFilename()).isEqualTo("V1__a.sql");
              assertThat(script.getRelativePath()).isEqualTo("V1__a.sql");
              assertThat(script.getAbsolutePath()).isEqualTo("db/V1__a.sql");
              assertThat(script.getAbsolutePathOnDisk()).isEqualTo("db/V1__a.sql");
            });
  }

  @Test
  void aScriptThatIsNotNamedIsNotThere() {
    assertThat(new NamedMigrations(List.of()).getResource("V1__shared.sql")).isNull();
  }

  @Test
  void aScriptIsReadAsItStands() throws IOException {
    StringWriter text = new StringWriter();
    LoadableResource script = named("V1__shared.sql");
    try (Reader reader = script.read()) {
      reader.transferTo(text);
    }
    assertThat(text.toString())
        .isEqualTo(Files.readString(Path.of("src/main/resources/db/V1__shared.sql")));
  }

  @Test
  void aNameWithoutAScriptSaysWhichOne() {
    LoadableResource script = named("V9__gone.sql");
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(script::read)
        .withMessage("V9__gone.sql");
  }

  private void migrateWith(List<String> scripts) {
    Flyway.configure()
        .dataSource(database)
        .resourceProvider(new NamedMigrations(scripts))
        .javaMigrationClassProvider(List::of)
        .table("schema_history")
        .load()
        .migrate();
  }

  private static LoadableResource named(String name) {
    return Objects.requireNonNull(new NamedMigrations(List.of(name)).getResource(name));
  }

  private List<String> applied() throws SQLException {
    return strings(
        "SELECT script FROM schema_history WHERE type = 'SQL' AND success ORDER BY installed_rank");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> strings(String sql) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
