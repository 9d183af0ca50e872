package dev.halfway.ra.broker;

import dev.halfway.ra.jms.CallLimit;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** A short task on a connection of its own, cut when it lasts longer than a call may. */
@FunctionalInterface
public interface BrokerTask<T> {

  T by(Session session) throws JMSException;

  /** In a session that acknowledges by itself. */
  default T run(BrokerConnector broker) throws JMSException {
    return run(broker, false);
  }

  /** In one transaction of the broker, which is committed when nothing fails. */
  default T runAtomically(BrokerConnector broker) throws JMSException {
    return run(broker, true);
  }

  private T run(BrokerConnector broker, boolean transacted) throws JMSException {
    Connection connection = broker.connect();
    CallLimit limit = broker.watchdog().limit(connection);
    try {
      return limit.within(
          () -> {
            connection.start();
            Session session =
                connection.createSession(
                    transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            T result = by(session);
            if (transacted) {
              session.commit();
            }
            // Where it was cut, what looks like the end of a queue was that of the connection.
            return result;
          });
    } finally {
      broker.close(connection);
    }
  }
}
