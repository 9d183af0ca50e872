package dev.halfway.ra.marker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection that belongs to no JTA transaction, in auto-commit between its local transactions;
 * given back as it was borrowed.
 *
 * <p>Borrowing fails in a thread that has a JTA transaction: its connection cannot be put into
 * auto-commit. Not thread-safe.
 */
final class OwnConnection implements AutoCloseable {

  /** Connection exception, transaction resolution unknown (ISO/IEC 9075-2, 24.1). */
  private static final String RESOLUTION_UNKNOWN = "08007";

  private static final Logger LOG = System.getLogger(OwnConnection.class.getName());

  private final Connection connection;
  private final int queryTimeout;
  private final boolean autoCommit;
  private final NetworkTimeout silence;
  private boolean usable = true;

  private OwnConnection(Connection connection, int queryTimeout) throws SQLException {
    this.connection = connection;
    this.silence = NetworkTimeout.bounded(connection, queryTimeout);
    this.queryTimeout = queryTimeout;
    this.autoCommit = connection.getAutoCommit();
    if (!autoCommit) {
      connection.setAutoCommit(true);
      // Servers can be told to ignore that in a JTA transaction.
      if (!connection.getAutoCommit()) {
        throw new SQLException("within a JTA transaction");
      }
    }
  }

  static OwnConnection borrow(DataSource dataSource, int queryTimeout) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      return new OwnConnection(connection, queryTimeout);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException further) {
        e.addSuppressed(further);
      }
      throw e;
    }
  }

  /** Statements that commit one by one. */
  TimedStatements sql() {
    return new TimedStatements(connection, queryTimeout);
  }

  /** Whether it is in the state that it is expected in. */
  boolean isUsable() {
    return usable;
  }

  /** Reads what is committed, statement by statement. */
  <T> T reading(Dialect dialect, TimedStatements.Call<TimedStatements, T> statements) throws SQLException {
    Dialect.Undo undo = dialect.readCommitted(sql());
    SQLException failure = null;
    try {
      return statements.on(sql());
    } catch (SQLException e) {
      failure = e;
      throw e;
    } finally {
      restore(undo, failure);
    }
  }

  /**
   * Runs statements in one local transaction, at READ COMMITTED.
   *
   * @param lockTimeout milliseconds that each may wait for a lock
   * @return when all of it is committed
   * @throws SQLException when nothing of it is; or with SQLState 08007 when that is not known
   */
  <T> T atomically(Dialect dialect, long lockTimeout, TimedStatements.Call<TimedStatements, T> statements)
      throws SQLException {
    return transaction(dialect, lockTimeout, statements, true);
  }

  /** Runs them in the same way and takes everything back. */
  void rehearse(Dialect dialect, long lockTimeout, TimedStatements.Call<TimedStatements, ?> statements)
      throws SQLException {
    transaction(dialect, lockTimeout, statements, false);
  }

  private <T> T transaction(
      Dialect dialect, long lockTimeout, TimedStatements.Call<TimedStatements, T> statements, boolean commit)
      throws SQLException {
    Dialect.Undo undo = () -> {};
    SQLException failure = null;
    boolean ended = false;
    connection.setAutoCommit(false);
    try {
      undo = dialect.bound(sql(), lockTimeout);
      T result = statements.on(sql());
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
      silence.restore();
    }
  }
}
