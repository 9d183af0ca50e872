package dev.halfway.ra.marker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how long a connection waits for a database that says nothing at all.
 *
 * <p>A statement's own timeout needs a database that answers: the driver asks it to cancel. Where
 * the network drops what is sent, only this one ends the call, and the connection is broken then. A
 * driver that does not support it, as H2's, stays as it is.
 */
record NetworkTimeout(Connection connection, int former, boolean changed) {

  private static final Logger LOG = System.getLogger(NetworkTimeout.class.getName());

  /** For the answer to a cancelled statement. */
  private static final int GRACE_SECONDS = 2;

  /** Sets it, to a little more than so many seconds, unless there is a shorter one already. */
  static NetworkTimeout set(Connection connection, int queryTimeout) {
    int limit = (int) TimeUnit.SECONDS.toMillis(queryTimeout + GRACE_SECONDS);
    try {
      int former = connection.getNetworkTimeout();
      boolean longer = former == 0 || former > limit;
      if (longer) {
        connection.setNetworkTimeout(Runnable::run, limit);
      }
      return new NetworkTimeout(connection, former, longer);
    } catch (SQLException | AbstractMethodError e) {
      LOG.log(Level.DEBUG, "a connection's network timeout cannot be set", e);
      return new NetworkTimeout(connection, 0, false);
    }
  }

  void restore() {
    if (changed) {
      try {
        connection.setNetworkTimeout(Runnable::run, former);
      } catch (SQLException e) {
        // It is broken: whoever lends it finds out.
        LOG.log(Level.DEBUG, "a connection could not be restored", e);
      }
    }
  }
}
