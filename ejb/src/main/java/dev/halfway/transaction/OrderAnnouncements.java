package dev.halfway.transaction;

import dev.halfway.broker.DurableSubscriptions;
import dev.halfway.messages.Payload;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;

/** Tells all systems about an order, by whichever connection factory a mechanism has. */
@ApplicationScoped
class OrderAnnouncements {

  /** What orders the messages of one customer, on the way through half queues and at a consumer. */
  static final String KEY = "JMSXGroupID";

  @Resource(lookup = "java:/jms/transaction/orders")
  private Topic orders;

  @Inject private DurableSubscriptions subscriptions;

  /**
   * Sends it.
   *
   * <p>By a producer that is closed before its session: of a {@code JMSContext}, Artemis' resource
   * adapter gives the session back to the pool first and closes the producer while the next caller
   * uses it (AMQ212051).
   */
  void send(ConnectionFactory by, OrderAnnouncement placed) {
    subscriptions.require(orders, DownstreamSystem.subscriptions());
    try (Connection connection = by.createConnection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(orders)) {
      TextMessage message = Payload.message(session, placed);
      message.setStringProperty(KEY, placed.customer());
      producer.send(message);
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
