package dev.halfway.shared;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;

/** What the broker says about one delivery of a message. */
public final class Deliveries {

  private Deliveries() {}

  /**
   * What identifies the message across redeliveries; never null for a message that a broker
   * delivered.
   */
  public static String idOf(Message message) {
    try {
      return message.getJMSMessageID();
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  /** How many times the message has been delivered, this time included: from 1 up. */
  public static int attempt(Message message) {
    try {
      return message.getIntProperty("JMSXDeliveryCount");
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
