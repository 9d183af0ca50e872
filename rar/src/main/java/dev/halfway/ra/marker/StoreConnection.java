package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.protocol.Unavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that belongs to no JTA transaction, in auto-commit between its local transactions;
 * given back as it was borrowed. Borrowing fails in a thread that has a JTA transaction. Not
 * thread-safe.
 */
final class StoreConnection implements AutoCloseable {

  /** Connection exception, transaction resolution unknown (ISO/IEC 9075-2, 24.1). */
  private static final String RESOLUTION_UNKNOWN = "08007";

  private static final String READ_ONLY =
      "dataSource: the database takes no writes (a read-only datasource, or a replica?), so markers"
          + " cannot be kept in it";

  private static final Logger LOG = System.getLogger(StoreConnection.class.getName());

  private final Connection connection;
  private final MarkerConfiguration configuration;
  private final NetworkTimeout networkTimeout;
  private final Dialect dialect;
  private final boolean autoCommit;
  private boolean usable = true;

  private StoreConnection(Connection connection, MarkerConfiguration configuration)
      throws Unavailable, SQLException {
    this.connection = connection;
    this.configuration = configuration;
    this.networkTimeout = NetworkTimeout.set(connection, configuration.queryTimeout());
    this.dialect = Dialects.of(connection);
    this.autoCommit = connection.getAutoCommit();
    if (!autoCommit) {
      connection.setAutoCommit(true);
      // Servers can be told to ignore that in a JTA transaction.
      if (!connection.getAutoCommit()) {
        throw new SQLException("within a JTA transaction");
      }
    }
  }

  static StoreConnection borrow(NamedDataSource dataSource, MarkerConfiguration configuration)
      throws Unavailable, SQLException {
    Connection connection = dataSource.getConnection();
    try {
      return new StoreConnection(connection, configuration);
    } catch (Unavailable | SQLException e) {
      try {
        connection.close();
      } catch (SQLException further) {
        e.addSuppressed(further);
      }
      throw e;
    }
  }

  @FunctionalInterface
  interface Work<T> {
    T on(StoreConnection connection) throws Unavailable, SQLException;
  }

  /** Borrows a connection for some work; the complaint is for when the database fails. */
  static <T> T call(
      NamedDataSource dataSource, MarkerConfiguration configuration, String complaint, Work<T> work)
      throws Unavailable {
    @Nullable Dialect dialect = null;
    try (StoreConnection borrowed = borrow(dataSource, configuration)) {
      dialect = borrowed.dialect;
      return work.on(borrowed);
    } catch (SQLException e) {
      throw failure(complaint, e, dialect);
    }
  }

  /** A failure as callers are told of it; the dialect is null when it is not known yet. */
  static Unavailable failure(String complaint, SQLException e, @Nullable Dialect dialect) {
    return dialect != null && dialect.failure(e) == Dialect.Failure.READ_ONLY
        ? new Unavailable(READ_ONLY, e)
        : new Unavailable("dataSource: " + complaint + ": " + e.getMessage(), e);
  }

  static void requireWritable(Connection connection) throws Unavailable, SQLException {
    if (connection.isReadOnly()) {
      throw new Unavailable(READ_ONLY);
    }
  }

  void requireWritable() throws Unavailable, SQLException {
    requireWritable(connection);
  }

  MarkerConfiguration configuration() {
    return configuration;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Whether it is in the state that it is expected in. */
  boolean isUsable() {
    return usable;
  }

  TimedStatements statements() {
    return new TimedStatements(connection, configuration.queryTimeout());
  }

  /** Reads what is committed, statement by statement. */
  <T> T reading(TimedStatements.Call<TimedStatements, T> work) throws SQLException {
    Dialect.Undo undo = dialect.readCommitted(statements());
    SQLException failure = null;
    try {
      return work.on(statements());
    } catch (SQLException e) {
      failure = e;
      throw e;
    } finally {
      restore(undo, failure);
    }
  }

  /**
   * Runs statements in one local transaction, at READ COMMITTED, each with the lock timeout, and
   * commits.
   *
   * @throws SQLException when nothing is committed; with SQLState 08007 when that is not known
   */
  <T> T atomically(TimedStatements.Call<TimedStatements, T> work) throws SQLException {
    return transaction(work, true);
  }

  /** {@link #atomically}, one statement; says how many rows it changed. */
  int update(String sql, Object... parameters) throws SQLException {
    return atomically(statements -> statements.update(sql, parameters));
  }

  /** {@link #update}, and takes everything back. */
  void rehearse(String sql, Object... parameters) throws SQLException {
    transaction(statements -> statements.update(sql, parameters), false);
  }

  private <T> T transaction(TimedStatements.Call<TimedStatements, T> work, boolean commit)
      throws SQLException {
    Dialect.Undo undo = () -> {};
    SQLException failure = null;
    boolean ended = false;
    connection.setAutoCommit(false);
    try {
      undo = dialect.bound(statements(), configuration.lockTimeout());
      T result = work.on(statements());
      if (commit) {
        ended = true;
        commit();
      }
      return result;
    } catch (SQLException e) {
      failure = e;
      throw e;
    } finally {
      // None of this may hide how the transaction ended.
      if (!ended) {
        restore(connection::rollback, failure);
      }
      restore(() -> connection.setAutoCommit(true), failure);
      restore(undo, failure);
    }
  }

  private void commit() throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      usable = false;
      throw new SQLException(
          "it is not known whether the commit took place: " + e.getMessage(),
          RESOLUTION_UNKNOWN,
          e);
    }
  }

  private void restore(Dialect.Undo undo, @Nullable SQLException failure) {
    try {
      undo.run();
    } catch (SQLException e) {
      usable = false;
      if (failure == null) {
        LOG.log(Level.WARNING, "a connection to the marker store could not be restored", e);
      } else {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      if (usable && !autoCommit) {
        connection.setAutoCommit(false);
      }
      networkTimeout.restore();
    }
  }
}
