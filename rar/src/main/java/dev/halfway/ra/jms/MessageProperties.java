package dev.halfway.ra.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties of a message as a map, and back. */
public final class MessageProperties {

  private MessageProperties() {}

  /** All of them, those without a value left out. */
  public static Map<String, Object> of(Message message) throws JMSException {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
      String name = (String) names.nextElement();
      Object value = message.getObjectProperty(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    return properties;
  }

  /** Replaces them all; of a received message too, whose properties are read-only until cleared. */
  public static void replace(Message message, Map<String, Object> properties) throws JMSException {
    message.clearProperties();
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
  }
}
