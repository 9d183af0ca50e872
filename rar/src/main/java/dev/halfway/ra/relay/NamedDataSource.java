package dev.halfway.ra.relay;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A datasource by its JNDI name. Nothing of it is kept past a failure: a server that disables,
 * enables or deploys a datasource anew binds another object, and the one before gives no connection
 * any more. Thread-safe.
 */
final class NamedDataSource implements DataSource {

  private final String property;
  private final String name;
  private volatile @Nullable DataSource found;

  /**
   * One that was not looked for yet.
   *
   * @param property of the adapter that names it, for complaints
   * @param name in JNDI
   */
  NamedDataSource(String property, String name) {
    this.property = property;
    this.name = name;
  }

  /** Looks for it now. */
  DataSource find() throws NotReady {
    try {
      if (Broker.lookup(name) instanceof DataSource source) {
        found = source;
        return source;
      }
      throw NotReady.wrong(property + ": " + name + " is no javax.sql.DataSource");
    } catch (NamingException e) {
      throw NotReady.outage(property + ": nothing is bound at " + name, e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    DataSource known = found;
    if (known == null) {
      return current().getConnection();
    }
    try {
      return known.getConnection();
    } catch (SQLException e) {
      DataSource now = current();
      if (now == known) {
        throw e;
      }
      return now.getConnection();
    }
  }

  private DataSource current() throws SQLException {
    try {
      return find();
    } catch (NotReady e) {
      throw new SQLException(e.getMessage(), "08001", e);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the server knows the user");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("the server knows the timeout");
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the adapter logs by System.Logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return current().unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return current().isWrapperFor(type);
  }
}
