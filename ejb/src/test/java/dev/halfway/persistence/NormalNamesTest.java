package dev.halfway.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of names that a version without the rule has stored. */
class NormalNamesTest {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void namesAreInTheirNormalFormEverywhereAndNoTwoBecomeOne(String kind) throws SQLException {
    DataSource database = database(kind);
    migrateAsBefore(database);
    Sql sql = new Sql(database);
    user(sql, "Jose\u0301");
    user(sql, "Jos\u00E9");
    user(sql, "Jos\u00E9\u3164");
    user(sql, "\u3164");
    user(sql, "Ada");
    user(sql, "ada");
    user(sql, "x".repeat(63) + "\u3164");
    user(sql, "x".repeat(63));
    sql.update("INSERT INTO smoothing_item VALUES ('cafe\u0301', 5, 2)");
    sql.update(
        "INSERT INTO smoothing_order VALUES (?, 'cafe\u0301', 2, '\uFF21da', 'CONFIRMED',"
            + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)",
        UUID.randomUUID());
    sql.update("INSERT INTO bus_game (name, drawn) VALUES ('lotto\u2800', '1,2')");
    sql.update("INSERT INTO bus_game (name) VALUES ('lotto')");
    sql.update(
        "INSERT INTO bus_order (id, game, numbers, stake, state, placed, drawn, placed_at, asked)"
            + " VALUES (?, 'lotto\u2800', '1', 1, 'WON', TRUE, TRUE, CURRENT_TIMESTAMP, 1)",
        UUID.randomUUID());
    sql.update("INSERT INTO broadcast_driver VALUES ('d\u00A0 1', 7)");
    sql.update("INSERT INTO broadcast_entry VALUES ('\u2764\uFE0F', 'x', 1, CURRENT_TIMESTAMP)");
    sql.update("INSERT INTO transaction_points VALUES ('Jose\u0301', 3)");
    sql.update("INSERT INTO transaction_cart VALUES ('Jose\u0301', 'the\u0301', 1)");
    sql.update("INSERT INTO transaction_cart VALUES ('Jose\u0301', 'th\u00E9', 2)");

    Migrations.migrate(database);

    assertThat(strings(sql, "SELECT username FROM registration"))
        .containsExactlyInAnyOrder(
            "Jos\u00E9",
            "Jos\u00E9 (2)",
            "Jos\u00E9 (3)",
            "unnamed",
            "Ada",
            "ada",
            "x".repeat(63),
            "x".repeat(60) + " (2)");
    assertThat(strings(sql, "SELECT name FROM smoothing_item WHERE stock = 5 AND sold = 2"))
        .containsExactly("caf\u00E9");
    assertThat(strings(sql, "SELECT item FROM smoothing_order")).containsExactly("caf\u00E9");
    assertThat(strings(sql, "SELECT buyer FROM smoothing_order")).containsExactly("Ada");
    assertThat(strings(sql, "SELECT name FROM bus_game WHERE drawn IS NULL"))
        .containsExactly("lotto");
    assertThat(strings(sql, "SELECT name FROM bus_game WHERE drawn = '1,2'"))
        .containsExactly("lotto (2)");
    assertThat(strings(sql, "SELECT game FROM bus_order")).containsExactly("lotto (2)");
    assertThat(strings(sql, "SELECT id FROM broadcast_driver")).containsExactly("d 1");
    assertThat(strings(sql, "SELECT name FROM broadcast_entry")).containsExactly("\u2764");
    assertThat(strings(sql, "SELECT customer FROM transaction_points"))
        .containsExactly("Jos\u00E9");
    assertThat(strings(sql, "SELECT item FROM transaction_cart WHERE customer = 'Jos\u00E9'"))
        .containsExactlyInAnyOrder("th\u00E9", "th\u00E9 (2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void columnsHaveRoomForTheLongestNamesAndTexts(String kind) throws SQLException {
    DataSource database = database(kind);
    Migrations.migrate(database);
    Sql sql = new Sql(database);
    String name = "\uD83D\uDE00".repeat(64);

    user(sql, name);
    sql.update("INSERT INTO smoothing_item VALUES (?, 5, 2)", name);
    sql.update("INSERT INTO bus_game (name) VALUES (?)", name);
    sql.update(
        "INSERT INTO bus_order (id, game, numbers, stake, state, placed, drawn, placed_at, asked)"
            + " VALUES (?, ?, '1', 1, 'WON', TRUE, TRUE, CURRENT_TIMESTAMP, 1)",
        UUID.randomUUID(),
        name);
    sql.update(
        "INSERT INTO broadcast_entry VALUES (?, ?, 1, CURRENT_TIMESTAMP)", name, name.repeat(64));
    assertThat(sql.number("SELECT count(*) FROM broadcast_entry WHERE name = ?", name)).isOne();
  }

  private static DataSource database(String kind) throws SQLException {
    if (kind.equals("H2")) {
      JdbcDataSource h2 = new JdbcDataSource();
      h2.setUrl(
          "jdbc:h2:mem:"
              + UUID.randomUUID()
              + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
      return h2;
    }
    String name = "d" + UUID.randomUUID().toString().replace("-", "");
    new Sql(postgres.getPostgresDatabase()).update("CREATE DATABASE " + name);
    return postgres.getDatabase("postgres", name);
  }

  private static void migrateAsBefore(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .resourceProvider(
            new NamedMigrations(
                Schema.MIGRATIONS.subList(0, Schema.MIGRATIONS.indexOf("V11__names.sql"))))
        .javaMigrationClassProvider(List::of)
        .table("schema_history")
        .load()
        .migrate();
  }

  private static void user(Sql sql, String name) {
    sql.update(
        "INSERT INTO registration (id, username, phone, registered_at, sms, attempts)"
            + " VALUES (?, ?, '+12345', CURRENT_TIMESTAMP, 'SENT', 1)",
        UUID.randomUUID(),
        name);
  }

  private static List<String> strings(Sql sql, String query) {
    return sql.list(query, row -> row.getString(1));
  }
}
