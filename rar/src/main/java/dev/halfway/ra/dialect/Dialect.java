package dev.halfway.ra.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What differs between the databases that can keep markers.
 *
 * <p>With a dialect that does what is said here, a marker and its fence never both commit, whatever
 * crashes. The adapter's own dialects are found first, then those that {@link
 * java.util.ServiceLoader} finds through the adapter's class loader. A database that no dialect is
 * for is refused at the start, and so is one whose dialect cannot be loaded. A dialect that is
 * wrong is not noticed: it loses messages, or delivers those of transactions that were rolled back.
 *
 * <p>Such a database needs UUID, BOOLEAN, VARCHAR, SMALLINT and INTEGER, {@code CREATE TABLE IF NOT
 * EXISTS}, a SELECT without FROM, primary keys on which a second insert waits for the first, and
 * transactions that are durable. Names are written without quotes everywhere, so that they fold as
 * the database folds them.
 *
 * <p>Has a constructor without parameters that does nothing. Stateless and thread-safe: one
 * instance is used by all threads. Nothing that it gets or returns is null. Expressions and queries
 * are constant, and hold nothing of what users enter. What its methods throw ends the adapter's
 * current attempt, and another one follows: an SQLException, or a RuntimeException.
 *
 * <p>It has to pass the project's {@code MarkerStoreTest}, {@code MarkerReaderTest}, {@code
 * MarkerRaceTest}, {@code NodeTableTest} and {@code MarkerTablesTest}, which are abstract and take
 * the database as a {@code TestDatabase}; and a test that kills the database, as {@code
 * MariaDbKilledTest} does.
 */
public interface Dialect {

  /** What a statement ran into. */
  enum Failure {
    /**
     * Somebody else holds the lock: until the lock timeout, or in a deadlock that this transaction
     * was chosen to end. Nothing is decided.
     */
    LOCKED,
    /** There is a row with this key, and its transaction has committed. */
    DUPLICATE,
    /** There is a table of this name. */
    EXISTS,
    /** There is no such table, for certain: its markers count as gone. */
    NO_TABLE,
    /** The database, or the transaction, takes no writes. */
    READ_ONLY,
    /** Anything else, a lost connection included: nothing is known. */
    OTHER
  }

  /** Takes back what was set. Runs once, on the same connection. */
  @FunctionalInterface
  interface Undo {
    /**
     * Takes it back.
     *
     * @throws SQLException when it cannot: the connection is not used again
     */
    void run() throws SQLException;
  }

  /**
   * The database that this is for, as {@link java.sql.DatabaseMetaData#getDatabaseProductName}
   * calls it: the same letters.
   */
  String product();

  /** The database's clock in UTC, as an expression of {@link #timeType}. */
  String clock();

  /** Milliseconds since 1970 by the database's clock, as an expression: a whole number. */
  String now();

  /**
   * Whole milliseconds that have passed since the time in a column, by the database's clock, as an
   * expression; null where the column is.
   */
  String millisecondsSince(String column);

  /**
   * The type of columns for a point in time, to a millisecond at least: it has to keep it whatever
   * the time zones of sessions and servers are.
   */
  default String timeType() {
    return "TIMESTAMP WITH TIME ZONE";
  }

  /** What a CREATE TABLE needs behind its columns, with a space before it; by default nothing. */
  default String tableOptions() {
    return "";
  }

  /**
   * A query for the names, in lower case, of all tables that begin with {@code halfway} and can be
   * seen without a schema.
   */
  String tables();

  /**
   * A query for the open transaction, which has written: one value, null when what was written has
   * committed by itself.
   */
  String openTransaction();

  /**
   * What the failure of a statement means. A wrong answer loses messages: what is not known for
   * certain is {@link Failure#OTHER}.
   */
  Failure failure(SQLException e);

  /**
   * Keeps single statements in auto-commit from seeing what is not committed, whatever the
   * isolation of the session. By default it sets READ COMMITTED for the session.
   *
   * @return what to do when they are done
   */
  default Undo readCommitted(Session session) throws SQLException {
    Connection connection = session.connection();
    int isolation = connection.getTransactionIsolation();
    if (isolation == Connection.TRANSACTION_READ_COMMITTED) {
      return () -> {};
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return () -> connection.setTransactionIsolation(isolation);
  }

  /**
   * Bounds the waiting for locks and sets READ COMMITTED, for the local transaction that was just
   * begun.
   *
   * @param lockTimeout in milliseconds, 1 to 60,000; a database that cannot wait so short a time
   *     waits a little longer
   * @return what to do when the transaction has ended, in auto-commit
   */
  Undo bound(Session session, long lockTimeout) throws SQLException;

  /**
   * Why the tables that there are cannot keep markers, and what to do about it; empty if they can.
   * For databases where tables of the right names may be of the wrong kind.
   *
   * <p>Asked in auto-commit, after missing tables were made.
   */
  default Optional<String> objection(Session session) throws SQLException {
    return Optional.empty();
  }

  /**
   * Which database this is and where, in at most 1,000 characters without secrets. Another database
   * has to be called otherwise, a copy or a clone of this one above all: it would discard messages
   * of transactions that it cannot know of.
   *
   * <p>Asked in auto-commit, when the tables are there.
   */
  String database(Session session) throws SQLException;

  /**
   * Whether two such descriptions, of earlier versions too, are of one database, moved or not.
   * False in doubt: an operator is then asked to rebind it.
   */
  boolean isSame(String one, String other);

  /**
   * What to remember of a database.
   *
   * @param known what is remembered of it
   * @param now what was seen of the same database now
   * @return one of the two
   */
  String better(String known, String now);

  /**
   * Which start of the database this is: the same until it is started again, and different for two
   * that run at once, also if one is a copy of all files of the other. Empty where no two can be
   * reached. Asked in auto-commit.
   */
  String running(Session session) throws SQLException;

  /**
   * How this database is set up to forget what it has committed, as {@code setting=value}, if it
   * is. An alarm shows it. Asked in auto-commit.
   */
  Optional<String> forgets(Session session) throws SQLException;
}
