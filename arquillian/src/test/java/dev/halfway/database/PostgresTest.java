package dev.halfway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.tag.Thorough;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The database can be broken as real ones break, and forgets nothing by it. */
@Thorough
class PostgresTest {

  private Postgres postgres;

  @BeforeEach
  void start() {
    postgres = Postgres.start();
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  void keepsWhatWasCommittedAndForgetsTheRestWhenKilled() throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
      statement.execute("INSERT INTO t VALUES (1)");
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (2)");

      postgres.kill();

      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> count("t")).isInstanceOf(SQLException.class);
    int port = postgres.port();
    postgres.restart();
    assertThat(postgres.port()).isEqualTo(port);
    assertThat(count("t")).isEqualTo(1);
    assertThat(postgres.console()).contains("automatic recovery in progress");

    postgres.stop();
    postgres.restart();
    assertThat(count("t")).isEqualTo(1);
  }

  @Test
  void standsStillWithItsConnectionsOpen() throws SQLException {
    PGSimpleDataSource impatient = new PGSimpleDataSource();
    impatient.setURL(postgres.settings().get("halfway.db.url"));
    impatient.setSocketTimeout(1);
    try (Connection open = postgres.dataSource().getConnection();
        Connection waiting = impatient.getConnection()) {
      postgres.pause();
      assertThatThrownBy(() -> one(waiting)).hasRootCauseMessage("Read timed out");
      postgres.resume();
      assertThat(one(open)).isEqualTo(1);
    }
  }

  @Test
  void isAsDurableAsARealOne() throws SQLException {
    Map<String, String> durable =
        Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> setting : durable.entrySet()) {
        try (ResultSet result = statement.executeQuery("SHOW " + setting.getKey())) {
          assertThat(result.next()).isTrue();
          assertThat(result.getString(1)).as(setting.getKey()).isEqualTo(setting.getValue());
        }
      }
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection()) {
      return number(connection, "SELECT count(*) FROM " + table);
    }
  }

  private static int one(Connection connection) throws SQLException {
    return number(connection, "SELECT 1");
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getInt(1);
    }
  }
}
