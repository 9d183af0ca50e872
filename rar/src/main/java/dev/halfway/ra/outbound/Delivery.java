package dev.halfway.ra.outbound;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * How one message is to be delivered; a time to live of 0 is for ever. Immutable, so that no
 * setting leaks from one producer to another.
 */
record Delivery(
    int mode,
    int priority,
    long timeToLive,
    long delay,
    boolean withoutId,
    boolean withoutTimestamp) {

  static final Delivery DEFAULT =
      new Delivery(
          Message.DEFAULT_DELIVERY_MODE,
          Message.DEFAULT_PRIORITY,
          Message.DEFAULT_TIME_TO_LIVE,
          Message.DEFAULT_DELIVERY_DELAY,
          false,
          false);

  /** Of a half message: what the application asked for is in the envelope. */
  static final Delivery HALF = new Delivery(DeliveryMode.PERSISTENT, 4, 0, 0, false, false);

  Delivery withMode(int value) throws JMSException {
    if (value != DeliveryMode.PERSISTENT && value != DeliveryMode.NON_PERSISTENT) {
      throw new JMSException(
          "delivery mode " + value + " is neither PERSISTENT nor NON_PERSISTENT");
    }
    return new Delivery(value, priority, timeToLive, delay, withoutId, withoutTimestamp);
  }

  Delivery withPriority(int value) throws JMSException {
    if (value < 0 || value > 9) {
      throw new JMSException("priority " + value + " is not between 0 and 9");
    }
    return new Delivery(mode, value, timeToLive, delay, withoutId, withoutTimestamp);
  }

  Delivery withTimeToLive(long value) throws JMSException {
    if (value < 0) {
      throw new JMSException("time to live " + value + " is negative");
    }
    return new Delivery(mode, priority, value, delay, withoutId, withoutTimestamp);
  }

  Delivery withDelay(long value) throws JMSException {
    if (value < 0) {
      throw new JMSException("delivery delay " + value + " is negative");
    }
    return new Delivery(mode, priority, timeToLive, value, withoutId, withoutTimestamp);
  }

  Delivery withoutId(boolean value) {
    return new Delivery(mode, priority, timeToLive, delay, value, withoutTimestamp);
  }

  Delivery withoutTimestamp(boolean value) {
    return new Delivery(mode, priority, timeToLive, delay, withoutId, value);
  }

  /** When a message sent now may be delivered, in milliseconds since 1970; 0 at once. */
  long deliverAt(long now) {
    return delay == 0 ? 0 : later(now, delay);
  }

  /** When a message sent now expires, in milliseconds since 1970; 0 never. */
  long expireAt(long now) {
    return timeToLive == 0 ? 0 : later(now, timeToLive);
  }

  private static long later(long now, long milliseconds) {
    return milliseconds > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + milliseconds;
  }
}
