package dev.halfway.ra.protocol.simulation;

import jakarta.jms.Destination;
import jakarta.jms.Message;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The application's message, as a provider would make it. Its methods are called by name. */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
final class Letter {

  final Sent sent;
  private final Map<String, Object> properties;

  Letter(Sent sent) {
    this.sent = sent;
    this.properties = new LinkedHashMap<>(sent.application);
  }

  Message message() {
    return Doubles.of(Message.class, this);
  }

  static Letter of(Message message) {
    return (Letter) Doubles.behind(message);
  }

  Map<String, Object> properties() {
    return new LinkedHashMap<>(properties);
  }

  Enumeration<String> getPropertyNames() {
    return Collections.enumeration(List.copyOf(properties.keySet()));
  }

  @Nullable Object getObjectProperty(String name) {
    return properties.get(name);
  }

  void clearProperties() {
    properties.clear();
  }

  void setObjectProperty(String name, Object value) {
    properties.put(name, value);
  }

  void setJMSDestination(Destination destination) {}

  void setJMSDeliveryMode(int mode) {}

  void setJMSPriority(int priority) {}

  void setJMSExpiration(long time) {}

  void setJMSDeliveryTime(long time) {}
}
