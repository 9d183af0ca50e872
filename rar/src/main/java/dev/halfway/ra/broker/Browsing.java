package dev.halfway.ra.broker;

import dev.halfway.ra.broker.Management.Questions;
import dev.halfway.ra.jms.CallLimit;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows messages in queues and takes none. A broker may make a queue because it is browsed; where
 * it can be asked it is asked first, and a queue that is not there is not made. Not thread-safe.
 */
public final class Browsing implements AutoCloseable {

  /** Selects no message at all. */
  public static final String NOTHING = "FALSE";

  private final String certain;
  private final BrokerConnector broker;
  private final Connection connection;
  private final CallLimit limit;
  private final Session session;
  private final @Nullable Questions questions;

  /** On a connection of its own, by a queue that is certainly there. */
  public Browsing(BrokerConnector broker, String certain) throws JMSException {
    this.certain = certain;
    this.broker = broker;
    connection = broker.connect();
    limit = broker.watchdog().limit(connection);
    try {
      session = limit.within(() -> connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
      Management management = broker.management();
      questions = management == null ? null : management.by(connection);
      limit.perform(connection::start);
    } catch (JMSException | RuntimeException e) {
      broker.close(connection);
      throw e;
    }
  }

  /**
   * Shows messages of a queue, from its head, while the viewer wants more. There are none in a
   * queue that is not there: those of a node that is gone may have been removed with it.
   */
  public void browse(String queue, String selector, Predicate<Message> viewer) throws JMSException {
    if (isMissing(queue)) {
      return;
    }
    QueueBrowser browser =
        limit.within(() -> session.createBrowser(session.createQueue(queue), selector));
    try {
      Enumeration<?> messages = limit.within(browser::getEnumeration);
      // Each is as long as a call may be: a queue may have many.
      Optional<Message> next = limit.within(() -> QueueContents.next(messages));
      while (next.isPresent()) {
        if (!viewer.test(next.get())) {
          return;
        }
        next = limit.within(() -> QueueContents.next(messages));
      }
    } finally {
      limit.perform(browser::close);
    }
    // See QueueContents: the end may also be that of the connection.
    require(certain);
  }

  /** How many there are, counting no further than a bound. */
  public int count(String queue, String selector, int bound) throws JMSException {
    int[] seen = {0};
    browse(queue, selector, message -> ++seen[0] < bound);
    return seen[0];
  }

  /** Sees to it that a queue is there, by this connection. */
  void require(String queue) throws JMSException {
    Questions asked = questions;
    if (asked == null) {
      touch(queue);
    } else if (asked.has(queue)) {
      limit.within(() -> session.createQueue(queue));
    } else {
      throw new JMSException("there is no queue " + queue);
    }
  }

  /** Browses a queue, which is made if it is not there and the broker makes queues. */
  private void touch(String queue) throws JMSException {
    limit.perform(() -> QueueContents.ask(session, session.createQueue(queue)));
  }

  @Nullable Questions questions() {
    return questions;
  }

  /** Makes a queue by consuming from it; takes no message. */
  public void make(String queue) throws JMSException {
    limit.perform(() -> session.createConsumer(session.createQueue(queue), NOTHING).close());
  }

  /** Whether the broker is an Artemis, which could be asked about itself. */
  boolean isArtemis() throws JMSException {
    ConnectionMetaData broker = connection.getMetaData();
    // So was its predecessor called, whose versions go on after Artemis's 1 and 2.
    return broker.getJMSProviderName().equals("ActiveMQ") && broker.getProviderMajorVersion() < 5;
  }

  /** Whether there is no such queue although the broker answers. */
  public boolean isMissing(String queue) throws JMSException {
    Questions asked = questions;
    if (asked != null) {
      return !asked.has(queue);
    }
    try {
      touch(queue);
      return false;
    } catch (JMSSecurityException e) {
      throw e;
    } catch (JMSException e) {
      // No two brokers say this alike; but of another queue they say something else.
      touch(certain);
      return true;
    }
  }

  @Override
  public void close() {
    broker.close(connection);
  }
}
