package dev.halfway.ra.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection of the adapter's that a {@link Dialect} is asked about, outside any JTA transaction.
 *
 * <p>Each statement ends within the adapter's {@code queryTimeout}. Valid during the call that it
 * is given to, and while what that call returns is undone. Not thread-safe.
 */
public interface Session {

  /** The connection itself; to be left in the state that it is found in, and open. */
  Connection connection();

  /**
   * The first value of the first row of a query, as text; empty if there is none or it is null.
   *
   * @throws SQLException as the database or its driver says it
   */
  String text(String sql) throws SQLException;

  /**
   * Executes something that is no query.
   *
   * @throws SQLException as the database or its driver says it
   */
  void execute(String sql) throws SQLException;
}
