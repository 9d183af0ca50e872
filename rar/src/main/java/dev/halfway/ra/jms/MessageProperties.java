package dev.halfway.ra.jms;

import dev.halfway.ra.api.PropertyNames;
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

  /**
   * Replaces them all; of a received message too, whose properties are read-only until cleared. A
   * name that the client refuses, as other protocols have them, gets {@linkplain
   * PropertyNames#standIn one that stands for it}.
   */
  public static void replace(Message message, Map<String, Object> properties) throws JMSException {
    message.clearProperties();
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      set(message, property.getKey(), property.getValue());
    }
  }

  private static void set(Message message, String name, Object value) throws JMSException {
    try {
      message.setObjectProperty(name, value);
    } catch (JMSException | RuntimeException e) {
      try {
        message.setObjectProperty(PropertyNames.standIn(name), value);
      } catch (JMSException | RuntimeException further) {
        e.addSuppressed(further);
        throw e;
      }
    }
  }
}
