package dev.halfway.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.database.Postgres;
import dev.halfway.tag.Thorough;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the proxy does to PostgreSQL's commits, as its driver sends them, and to its connections.
 */
@Thorough
class PostgresProxyTest {

  private static Postgres postgres;

  private TcpProxy proxy;

  @BeforeAll
  static void startDatabase() throws SQLException {
    postgres = Postgres.start();
    execute("CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE other (id int PRIMARY KEY)");
  }

  @AfterAll
  static void stopDatabase() {
    postgres.close();
  }

  @BeforeEach
  void start() throws SQLException {
    execute("TRUNCATE t, other");
    proxy = TcpProxy.ofPostgres(postgres.port());
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  /** From its first COMMIT on, pgjdbc has it prepared under a name; in simple mode it has not. */
  @ParameterizedTest
  @CsvSource({
    "LOST, extended, 0, false",
    "LOST, extended, 7, false",
    "LOST, simple, 1, false",
    "REPLY_LOST, extended, 0, true",
    "REPLY_LOST, extended, 7, true",
    "REPLY_LOST, simple, 1, true",
  })
  void cutsTheConnectionOnEitherSideOfACommit(
      CommitFault fault, String mode, int commitsBefore, boolean committed) throws SQLException {
    try (Connection connection = connect("&preferQueryMode=" + mode)) {
      for (int i = 0; i < commitsBefore; i++) {
        insert(connection, "t", -1 - i);
        connection.commit();
      }
      insert(connection, "t", 1);
      proxy.atNextCommit(fault);
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    proxy.awaitFaults(1);
    assertThat(number("SELECT count(*) FROM t WHERE id < 0")).isEqualTo(commitsBefore);
    assertThat(number("SELECT count(*) FROM t WHERE id = 1")).isEqualTo(committed ? 1 : 0);
    try (Connection next = connect("")) {
      insert(next, "t", 2);
      next.commit();
    }
    assertThat(proxy.faults()).isEqualTo(1);
  }

  @Test
  void withholdsTheReplyAndKeepsTheConnection() throws SQLException {
    try (Connection connection = connect("&socketTimeout=1")) {
      insert(connection, "t", 1);
      proxy.atNextCommit(CommitFault.REPLY_WITHHELD);
      assertThatThrownBy(connection::commit).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    proxy.awaitFaults(1);
    assertThat(number("SELECT count(*) FROM t")).isEqualTo(1);
  }

  @Test
  void deliversAHeldCommitAfterItsClientHasGivenUp() throws SQLException {
    try (Connection connection = connect("&socketTimeout=1")) {
      insert(connection, "t", 1);
      proxy.atNextCommit(CommitFault.HELD);
      assertThatThrownBy(connection::commit).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    assertThat(proxy.faults()).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM t")).isZero();
    assertThatThrownBy(() -> execute("SET lock_timeout = 100; INSERT INTO t VALUES (1)"))
        .as("its locks are kept")
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));

    proxy.pass();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(number("SELECT count(*) FROM t")).isEqualTo(1));
  }

  @Test
  void forgetsWhatIsHeldWhenItsConnectionIsCut() throws SQLException {
    try (Connection connection = connect("&socketTimeout=1")) {
      insert(connection, "t", 1);
      proxy.atNextCommit(CommitFault.HELD);
      assertThatThrownBy(connection::commit).hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    proxy.disconnect();
    // Waits for the lock of the other transaction, which has rolled back: no duplicate.
    execute("INSERT INTO t VALUES (1)");
  }

  @Test
  void hitsOnlyTheTransactionThatDidWhatWasNamed() throws SQLException {
    proxy.atNextCommit(CommitFault.LOST, "INTO other");
    try (Connection connection = connect("");
        Connection hit = connect("")) {
      insert(hit, "other", 1);
      insert(connection, "t", 1);
      connection.commit();
      insert(connection, "other", 2);
      connection.rollback();
      insert(connection, "t", 2);
      connection.commit();
      assertThat(proxy.faults()).isZero();
      assertThatThrownBy(hit::commit).isInstanceOf(SQLException.class);
    }
    assertThat(number("SELECT count(*) FROM t")).isEqualTo(2);
    assertThat(number("SELECT count(*) FROM other")).isZero();
  }

  @Test
  void refusesCutsAndLetsPassAgain() throws SQLException {
    try (Connection connection = connect("")) {
      proxy.refuse();
      assertThatThrownBy(() -> insert(connection, "t", 1)).isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> connect("")).hasRootCauseInstanceOf(ConnectException.class);
    proxy.pass();
    try (Connection connection = connect("")) {
      insert(connection, "t", 1);
      proxy.disconnect();
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    try (Connection connection = connect("")) {
      insert(connection, "t", 1);
      connection.commit();
    }
  }

  @Test
  void holdsEitherDirection() throws SQLException {
    try (Connection connection = connect("&socketTimeout=1")) {
      connection.setAutoCommit(true);
      proxy.holdReplies();
      assertThatThrownBy(() -> insert(connection, "t", 1))
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    assertThat(number("SELECT count(*) FROM t")).as("the request arrived").isEqualTo(1);
    proxy.pass();
    try (Connection connection = connect("&socketTimeout=1")) {
      connection.setAutoCommit(true);
      proxy.holdRequests();
      assertThatThrownBy(() -> insert(connection, "t", 2))
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    assertThat(number("SELECT count(*) FROM t")).as("the request did not arrive").isEqualTo(1);
    assertThatThrownBy(() -> connect("&socketTimeout=1"))
        .as("new connections are held too")
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void carriesWhatItDoesNotUnderstand() throws SQLException {
    try (TcpProxy raw = TcpProxy.of(postgres.port());
        Connection connection = connect(raw, "&socketTimeout=1")) {
      raw.atNextCommit(CommitFault.LOST);
      insert(connection, "t", 1);
      connection.commit();
      assertThat(raw.faults()).isZero();
      raw.hold();
      assertThatThrownBy(() -> insert(connection, "t", 2))
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    assertThat(number("SELECT count(*) FROM t")).isEqualTo(1);
  }

  private Connection connect(String options) throws SQLException {
    return connect(proxy, options);
  }

  private static Connection connect(TcpProxy through, String options) throws SQLException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(postgres.settings(through.port()).get("halfway.db.url") + options);
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void insert(Connection connection, String table, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + table + " VALUES (" + id + ")");
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(String query) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getInt(1);
    }
  }
}
