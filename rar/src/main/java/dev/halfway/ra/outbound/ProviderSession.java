package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.DeliveryDelay;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * One session of the broker's, with the one producer that everything is sent through. Used by one
 * thread at a time, except {@link #session}, which is good for making messages and destinations.
 */
final class ProviderSession {

  private final Session session;
  private final MessageProducer producer;
  private final DeliveryDelay delay;

  /** Brokers answer createQueue after a round trip. */
  private final Map<String, Queue> queues = new HashMap<>();

  private Delivery last = Delivery.DEFAULT;

  private ProviderSession(Session session) throws JMSException {
    this.session = session;
    this.producer = session.createProducer(null);
    this.delay = new DeliveryDelay(producer);
  }

  static ProviderSession transacted(Connection connection) throws JMSException {
    return new ProviderSession(connection.createSession(true, Session.SESSION_TRANSACTED));
  }

  static ProviderSession automatic(Connection connection) throws JMSException {
    return new ProviderSession(connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
  }

  Session session() {
    return session;
  }

  Queue queue(String name) throws JMSException {
    Queue queue = queues.get(name);
    if (queue == null) {
      queue = session.createQueue(name);
      queues.put(name, queue);
    }
    return queue;
  }

  /** Fails if messages cannot be delayed here. */
  void requireDelay(long millis) throws JMSException {
    delay.set(millis);
  }

  void send(Destination destination, Message message, Delivery delivery) throws JMSException {
    if (delivery.withoutId() != last.withoutId()) {
      producer.setDisableMessageID(delivery.withoutId());
    }
    if (delivery.withoutTimestamp() != last.withoutTimestamp()) {
      producer.setDisableMessageTimestamp(delivery.withoutTimestamp());
    }
    delay.set(delivery.delay());
    last = delivery;
    producer.send(
        destination, message, delivery.mode(), delivery.priority(), delivery.timeToLive());
  }

  void commit() throws JMSException {
    session.commit();
  }

  void rollback() throws JMSException {
    session.rollback();
  }
}
