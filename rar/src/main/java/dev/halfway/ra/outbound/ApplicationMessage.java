package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.CallLimit.Step;
import dev.halfway.ra.jms.MessageProperties;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the application's, whose properties give way to the envelope's while it is sent and
 * then come back. The body is not touched, so a received message can be sent on as it is.
 */
record ApplicationMessage(
    Message message, Destination destination, Delivery delivery, Map<String, Object> properties) {

  private static final String PROVIDERS = "JMSX";
  private static final String GROUP = "JMSXGroup";

  static ApplicationMessage of(
      @Nullable Message message, @Nullable Destination destination, Delivery delivery)
      throws JMSException {
    if (message == null) {
      throw new MessageFormatException("no message");
    }
    if (destination == null) {
      throw new InvalidDestinationException("no destination");
    }
    return new ApplicationMessage(message, destination, delivery, propertiesOf(message));
  }

  static Map<String, Object> propertiesOf(Message message) throws JMSException {
    Map<String, Object> properties = new LinkedHashMap<>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement().toString();
      // Jakarta Messaging 3.1, 3.5.9: of these names, only the group's are the application's.
      if (!name.startsWith(PROVIDERS) || name.startsWith(GROUP)) {
        properties.put(name, message.getObjectProperty(name));
      }
    }
    return Collections.unmodifiableMap(properties);
  }

  /** Does something while the message has other properties. */
  void with(Map<String, Object> others, Step sending) throws JMSException {
    try {
      MessageProperties.replace(message, others);
      sending.run();
    } catch (JMSException | RuntimeException e) {
      try {
        MessageProperties.replace(message, properties);
      } catch (JMSException | RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    MessageProperties.replace(message, properties);
  }

  /** Leaves the headers as any provider leaves them after a send. */
  void stamp(long now) throws JMSException {
    message.setJMSDestination(destination);
    message.setJMSDeliveryMode(delivery.mode());
    message.setJMSPriority(delivery.priority());
    message.setJMSExpiration(delivery.expireAt(now));
    if (delivery.delay() > 0) {
      message.setJMSDeliveryTime(delivery.deliverAt(now));
    }
  }
}
