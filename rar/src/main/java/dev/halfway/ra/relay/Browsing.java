package dev.halfway.ra.relay;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Enumeration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks into queues without taking anything. Not thread-safe. */
final class Browsing implements AutoCloseable {

  private final String certain;
  private final Connection connection;
  private final Session session;

  /**
   * On a connection of its own.
   *
   * @param certain name of a queue that is there
   */
  Browsing(Broker broker, String certain) throws JMSException {
    this.certain = certain;
    connection = broker.connect();
    try {
      session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      connection.start();
    } catch (JMSException e) {
      Connections.close(connection);
      throw e;
    }
  }

  /**
   * Shows messages of a queue, from its head. There are none in a queue that is not there: those of
   * a node that is gone may have been removed with it.
   *
   * @param viewer returns whether it wants to see more
   */
  void browse(String queue, String selector, Predicate<Message> viewer) throws JMSException {
    if (isMissing(queue)) {
      return;
    }
    try (QueueBrowser browser = session.createBrowser(session.createQueue(queue), selector)) {
      Enumeration<?> messages = browser.getEnumeration();
      while (messages.hasMoreElements()) {
        @Nullable Message message = (Message) messages.nextElement();
        if (message != null && !viewer.test(message)) {
          return;
        }
      }
    }
    // The end of an enumeration may also be that of the connection: it has no way to tell.
    require(certain);
  }

  /** How many there are, counting no further than a bound. */
  int count(String queue, String selector, int bound) throws JMSException {
    int[] seen = {0};
    browse(queue, selector, message -> ++seen[0] < bound);
    return seen[0];
  }

  /** Sees to it that a queue is there. */
  void require(String queue) throws JMSException {
    Queue found = session.createQueue(queue);
    session.createBrowser(found).close();
  }

  /** Whether there is no such queue although the broker answers. */
  boolean isMissing(String queue) throws JMSException {
    try {
      require(queue);
      return false;
    } catch (JMSSecurityException e) {
      throw e;
    } catch (JMSException e) {
      // No two brokers say this alike; but of another queue they say something else.
      require(certain);
      return true;
    }
  }

  @Override
  public void close() {
    Connections.close(connection);
  }
}
