package dev.halfway.ra.marker;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that is as durable as a real one: the library's own defaults forgo that. */
final class Postgres implements TestDatabase, AutoCloseable {

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static Postgres start() throws IOException {
    return new Postgres(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start());
  }

  @Override
  public String product() {
    return "PostgreSQL";
  }

  /** A schema is as good as a database, and made much faster. */
  @Override
  public DataSource empty() throws SQLException {
    return schema("test_" + UUID.randomUUID().toString().replace("-", ""));
  }

  @Override
  public DataSource readOnly(Preparation preparation) throws Exception {
    PGSimpleDataSource dataSource = schema("read_only_" + System.nanoTime());
    preparation.accept(dataSource);
    PGSimpleDataSource readOnly = database("postgres");
    readOnly.setCurrentSchema(dataSource.getCurrentSchema());
    readOnly.setOptions("-c default_transaction_read_only=on");
    return readOnly;
  }

  @Override
  public String lockTimeout(Connection connection) throws SQLException {
    return value(connection, "SELECT setting FROM pg_settings WHERE name = 'lock_timeout'");
  }

  @Override
  public void setLockTimeout(Connection connection, int milliseconds) throws SQLException {
    run(connection, "SET lock_timeout = " + milliseconds);
  }

  PGSimpleDataSource database(String name) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(server.getJdbcUrl("postgres", name));
    return dataSource;
  }

  /** The same database. */
  static PGSimpleDataSource byAnotherAddress(DataSource dataSource) {
    PGSimpleDataSource one = (PGSimpleDataSource) dataSource;
    PGSimpleDataSource another = new PGSimpleDataSource();
    another.setURL(one.getURL().replace("localhost", "127.0.0.1"));
    another.setUser(one.getUser());
    return another;
  }

  /** As its superuser, in the database that is always there. */
  void run(String statement) throws SQLException {
    try (Connection connection = database("postgres").getConnection()) {
      run(connection, statement);
    }
  }

  /**
   * Has the processes that serve an application stand still for a minute, or until it is closed.
   */
  Silenced silenced(String application) throws SQLException, IOException {
    Silenced silenced = new Silenced();
    try (Connection connection = database("postgres").getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE application_name = '%s'"
                    .formatted(application))) {
      while (rows.next()) {
        silenced.pids.add(rows.getString(1));
      }
    }
    silenced.signal("-STOP");
    return silenced;
  }

  /** Processes that stand still. */
  static final class Silenced implements AutoCloseable {

    private final List<String> pids = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> over =
        clock.schedule(
            () -> {
              signal("-CONT");
              return pids;
            },
            1,
            TimeUnit.MINUTES);

    private void signal(String signal) throws IOException {
      for (String pid : pids) {
        new ProcessBuilder("kill", signal, pid).inheritIO().start().onExit().join();
      }
    }

    /** Whether they go on because a minute has passed. */
    boolean isOver() {
      return over.isDone();
    }

    @Override
    public void close() throws IOException {
      clock.shutdownNow();
      signal("-CONT");
    }
  }

  static String value(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static void run(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private PGSimpleDataSource schema(String name) throws SQLException {
    run("CREATE SCHEMA " + name);
    PGSimpleDataSource dataSource = database("postgres");
    dataSource.setCurrentSchema(name);
    return dataSource;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
