package dev.halfway.transaction.comparison;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the database tells about itself. PostgreSQL tells a lot, and H2 next to nothing. */
@ApplicationScoped
class Databases {

  private static final String[] DURABILITY = {"fsync", "synchronous_commit", "full_page_writes"};

  @Resource(lookup = "java:/jdbc/HalfwayRelay")
  private DataSource database;

  /** Prepared transactions at a moment. */
  record Prepared(int count, double longestMillis) {}

  boolean isPostgres() throws SQLException {
    return product().startsWith("PostgreSQL");
  }

  String product() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getDatabaseProductName()
          + " "
          + connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /** What its figures depend on, by name. */
  Map<String, String> settings() throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("database", product());
    if (isPostgres()) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery(
                  "SELECT name, current_setting(name) FROM pg_settings WHERE name IN ('fsync',"
                      + " 'synchronous_commit', 'full_page_writes', 'wal_sync_method',"
                      + " 'shared_buffers', 'max_connections', 'max_prepared_transactions')"
                      + " ORDER BY name")) {
        while (found.next()) {
          settings.put("database." + found.getString(1), found.getString(2));
        }
      }
    }
    return settings;
  }

  /** Why its figures say nothing about a database that loses nothing; null where they do. */
  @Nullable String notDurable(Map<String, String> settings) throws SQLException {
    if (!isPostgres()) {
      return "the database is "
          + product()
          + ": demo figures, only those of PostgreSQL say something about production";
    }
    for (String name : DURABILITY) {
      if ("off".equals(settings.get("database." + name))) {
        return name + " is off: demo figures, the database loses commits when the machine fails";
      }
    }
    return null;
  }

  /** How many transactions are prepared now. */
  int prepared() throws SQLException {
    return isPostgres()
        ? (int) number("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()")
        : (int) number("SELECT count(*) FROM information_schema.in_doubt");
  }

  /** The same with their ages, on a connection of the caller's; for PostgreSQL alone. */
  static Prepared prepared(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT count(*), COALESCE(max(extract(epoch FROM clock_timestamp() - prepared)), 0)"
                    + " FROM pg_prepared_xacts WHERE database = current_database()")) {
      found.next();
      return new Prepared(found.getInt(1), found.getDouble(2) * 1_000);
    }
  }

  /** A connection outside of all transactions. */
  Connection connect() throws SQLException {
    return database.getConnection();
  }

  /**
   * How often it has forced its log to disk since some moment in the past. Backends report that
   * with some delay, ten seconds at most when they are idle.
   */
  OptionalLong forcedWrites() throws SQLException {
    if (!isPostgres()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        number(
            hasColumn("pg_stat_wal", "wal_sync")
                ? "SELECT wal_sync FROM pg_stat_wal"
                : "SELECT COALESCE(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'"));
  }

  private boolean hasColumn(String table, String column) throws SQLException {
    return number(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('"
                + table
                + "') AND attname = '"
                + column
                + "'")
        > 0;
  }

  private long number(String query) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }
}
