package dev.halfway.ra.binding;

import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.BrokerTask;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;

/** The queue by which the broker knows its marker store and the nodes. */
record ControlQueue(BrokerConnector broker, String name) {

  /** For a message that was seen a moment ago. */
  private static final long RECEIVE_MILLIS = 500;

  /** Does something with the queue, in a session that acknowledges by itself. */
  <T> T call(BrokerTask<T> task) throws Unavailable {
    try {
      return task.run(broker);
    } catch (JMSException e) {
      throw failed(e);
    }
  }

  /** Does something with the queue in one transaction of the broker. */
  <T> T callAtomically(BrokerTask<T> task) throws Unavailable {
    try {
      return task.runAtomically(broker);
    } catch (JMSException e) {
      throw failed(e);
    }
  }

  private Unavailable failed(JMSException e) {
    return new Unavailable("controlQueue: cannot use %s: %s".formatted(name, e.getMessage()), e);
  }

  Queue in(Session session) throws JMSException {
    return session.createQueue(name);
  }

  /** Removes messages, at most so many. Says how many it removed. */
  long remove(Session session, String selector, long max) throws JMSException {
    long removed = 0;
    try (MessageConsumer consumer = session.createConsumer(in(session), selector)) {
      while (removed < max && consumer.receive(RECEIVE_MILLIS) != null) {
        removed++;
      }
    }
    return removed;
  }
}
