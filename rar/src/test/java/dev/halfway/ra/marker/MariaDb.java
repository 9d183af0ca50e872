package dev.halfway.ra.marker;

import dev.halfway.ra.lab.MariaDbServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** A MariaDB, each test in a schema of its own. */
record MariaDb(MariaDbServer server) implements TestDatabase, AutoCloseable {

  static MariaDb start() throws IOException {
    return new MariaDb(MariaDbServer.start());
  }

  @Override
  public String product() {
    return "MariaDB";
  }

  @Override
  public DataSource empty() throws SQLException {
    return server.dataSource(schema());
  }

  @Override
  public DataSource readOnly(Preparation preparation) throws Exception {
    String schema = schema();
    preparation.accept(server.dataSource(schema));
    return server.dataSource(schema, "sessionVariables=tx_read_only=1");
  }

  /** Of rows, and of tables. */
  @Override
  public String lockTimeout(Connection connection) throws SQLException {
    return value(
        connection,
        "SELECT IF(@@innodb_lock_wait_timeout = @@lock_wait_timeout, 1000 * @@lock_wait_timeout,"
            + " 'two')");
  }

  @Override
  public void setLockTimeout(Connection connection, int milliseconds) throws SQLException {
    int seconds = milliseconds / 1_000;
    run(
        connection,
        "SET innodb_lock_wait_timeout = %d, lock_wait_timeout = %d".formatted(seconds, seconds));
  }

  /** A new one, with nothing in it. */
  String schema() throws SQLException {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    run("CREATE DATABASE " + name);
    return name;
  }

  /** What is reached with a datasource, by another user who may do nothing yet. */
  MariaDbDataSource as(String user, DataSource dataSource) throws SQLException {
    run("CREATE USER " + user);
    MariaDbDataSource same = server.dataSource(schemaOf(dataSource));
    same.setUser(user);
    return same;
  }

  static String schemaOf(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return connection.getCatalog();
    }
  }

  /** As its superuser, in no schema. */
  void run(String statement) throws SQLException {
    try (Connection connection = server.dataSource("").getConnection()) {
      run(connection, statement);
    }
  }

  static void run(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  String value(String query) throws SQLException {
    try (Connection connection = server.dataSource("").getConnection()) {
      return value(connection, query);
    }
  }

  static String value(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
