package dev.halfway.ra.marker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how long a connection waits for a database that says nothing at all.
 *
 * <p>A statement's own timeout takes a database that answers: the driver asks it to cancel. Where
 * the network swallows what is sent, only this one ends the call ({@link
 * Connection#setNetworkTimeout}); the connection is broken then. A driver that does not support it,
 * as H2's, stays as it is.
 */
final class NetworkTimeout {

  private static final Logger LOG = System.getLogger(NetworkTimeout.class.getName());

  /** For the answer to a cancelled statement. */
  private static final int GRACE_SECONDS = 2;

  private final Connection connection;
  private final int former;
  private final boolean set;

  private NetworkTimeout(Connection connection, int former, boolean set) {
    this.connection = connection;
    this.former = former;
    this.set = set;
  }

  /**
   * From now on, unless it is bounded more narrowly already.
   *
   * @param queryTimeout seconds that a statement may take
   */
  static NetworkTimeout bounded(Connection connection, int queryTimeout) {
    int limit = (int) TimeUnit.SECONDS.toMillis(queryTimeout + GRACE_SECONDS);
    try {
      int former = connection.getNetworkTimeout();
      boolean wider = former == 0 || former > limit;
      if (wider) {
        connection.setNetworkTimeout(Runnable::run, limit);
      }
      return new NetworkTimeout(connection, former, wider);
    } catch (SQLException | AbstractMethodError e) {
      LOG.log(Level.DEBUG, "a connection's silence cannot be bounded", e);
      return new NetworkTimeout(connection, 0, false);
    }
  }

  /** As it was. */
  void restore() {
    if (set) {
      try {
        connection.setNetworkTimeout(Runnable::run, former);
      } catch (SQLException e) {
        // It is broken: whoever lends it finds out.
        LOG.log(Level.DEBUG, "a connection could not be restored", e);
      }
    }
  }
}
