package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What differs between the databases that can keep markers. Stateless and thread-safe.
 *
 * <p>Names are written without quotes everywhere, so that they fold as the database folds them.
 */
sealed interface Dialect permits H2Dialect, PostgresDialect {

  /** What a statement ran into. */
  enum Failure {
    /** Somebody else holds the lock, and held it until the lock timeout. */
    LOCKED,
    /** There is a row with this key. */
    DUPLICATE,
    /** There is a table of this name. */
    EXISTS,
    /** There is no such table. */
    NO_TABLE,
    /** The database, or the transaction, takes no writes. */
    READ_ONLY,
    /** Anything else, a lost connection included: nothing is known. */
    OTHER
  }

  @FunctionalInterface
  interface Undo {
    void run() throws SQLException;
  }

  /** The dialect of the database behind a connection, if it is supported. */
  static Dialect of(Connection connection) throws SQLException, Unavailable {
    return of(connection.getMetaData().getDatabaseProductName());
  }

  static Dialect of(String product) throws Unavailable {
    return switch (product) {
      case "PostgreSQL" -> new PostgresDialect();
      case "H2" -> new H2Dialect();
      default ->
          throw new Unavailable(
              "dataSource: markers can be kept in PostgreSQL and in H2, not in " + product);
    };
  }

  /** The database's clock, as an expression. */
  String clock();

  /** Whole milliseconds that have passed since the time in a column, as an expression. */
  String millisecondsSince(String column);

  /** A query for the names, in lower case, of all our tables that can be seen without a schema. */
  String tables();

  /**
   * A query for the open transaction, which has written: one value, null when what was written has
   * committed by itself.
   */
  String openTransaction();

  /** What the failure of a statement means. */
  Failure failure(SQLException e);

  /**
   * Keeps single statements in auto-commit from seeing what is not committed, whatever the
   * isolation of the session; returns what to do when they are done.
   */
  Undo readCommitted(TimedStatements statements) throws SQLException;

  /**
   * Bounds the waiting for locks, in milliseconds, and sets READ COMMITTED for the local
   * transaction that was just begun; returns what to do when it has ended.
   */
  Undo bound(TimedStatements statements, long lockTimeout) throws SQLException;

  /**
   * Which database this is and where, in at most 1,000 characters without secrets. Expects
   * auto-commit.
   */
  String database(TimedStatements statements) throws SQLException;

  /** Whether two such descriptions, of earlier versions too, are of one database, moved or not. */
  boolean isSame(String one, String other);

  /** What to remember of a database: what is known, unless what is seen now tells more. */
  String better(String known, String now);

  /**
   * Which start of the database this is: differs between two that run at once, also if one is a
   * copy of all files of the other. Empty where no two can be reached.
   */
  String running(TimedStatements statements) throws SQLException;

  /** How this database is set up to forget what it has committed, if it is. */
  Optional<String> forgets(TimedStatements statements) throws SQLException;
}
