package dev.halfway.ra.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Connections that are not needed any more. */
final class Connections {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private Connections() {}

  /** Closes one, whatever state it is in: what matters of it was committed before. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (JMSException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a broken connection could not be closed", e);
    }
  }
}
