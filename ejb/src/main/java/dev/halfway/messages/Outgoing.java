package dev.halfway.messages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Destination;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Map;

/**
 * Sends messages as part of the caller's transaction: they become deliverable if and only if it
 * commits, soon after it has; a crash at any moment delays them and neither loses nor invents one.
 *
 * <p>The connection factory named here is the one place that decides by which mechanism: half
 * messages.
 *
 * <p>Threads of our own call it, so it is no enterprise bean: see {@link dev.halfway.lifecycle}.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Outgoing {

  @Inject
  @JMSConnectionFactory("java:/jms/HalfMessages")
  private JMSContext context;

  /** Sends a record, as {@link Payload} describes, durably. */
  public void send(Destination destination, Record payload) {
    producerOf(payload).send(destination, Payload.write(payload));
  }

  /**
   * The same, to be delivered after a while, and not before.
   *
   * @param delay counted from now, in whole milliseconds; negative for none
   */
  public void sendLater(Destination destination, Record payload, Duration delay) {
    producerOf(payload)
        .setDeliveryDelay(Math.max(0, delay.toMillis()))
        .send(destination, Payload.write(payload));
  }

  /**
   * Sends bytes, durably.
   *
   * @param type what they are
   * @param properties by name
   */
  public void send(
      Destination destination, String type, byte[] bytes, Map<String, Object> properties) {
    JMSProducer producer = context.createProducer().setJMSType(type);
    properties.forEach(producer::setProperty);
    producer.send(destination, bytes);
  }

  private JMSProducer producerOf(Record payload) {
    JMSProducer producer = context.createProducer().setJMSType(Payload.typeOf(payload.getClass()));
    return payload instanceof About one
        ? producer.setProperty(Deliveries.ABOUT, one.about().toString())
        : producer;
  }
}
