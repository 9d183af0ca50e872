package dev.halfway.ra.jms;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;

/**
 * The delivery delay of a producer, which is set only when it changes: some clients cannot delay
 * messages, and fail even when they are told 0. Used by one thread at a time.
 */
public final class DeliveryDelay {

  private final MessageProducer producer;
  private long current;

  /** Of a new producer, which does not delay. */
  public DeliveryDelay(MessageProducer producer) {
    this.producer = producer;
  }

  /** From now on messages are delivered after so many milliseconds. */
  public void set(long millis) throws JMSException {
    if (millis == current) {
      return;
    }
    try {
      producer.setDeliveryDelay(millis);
    } catch (UnsupportedOperationException e) {
      throw Caused.by(
          e,
          new JMSException(
              "deliveryDelay: the broker's client cannot delay messages, so this one would be"
                  + " delivered at once"));
    }
    current = millis;
  }
}
