package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.JmsRuntimeExceptions.unchecked;
import static dev.halfway.ra.outbound.Refusal.COMPLETES_WITH_TRANSACTION;

import dev.halfway.ra.jms.CallLimit.Step;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The producer of the simplified API. Its properties are kept in a message that is never sent, so
 * that they are checked and converted as message properties are.
 */
final class HalfJmsProducer implements JMSProducer {

  private final HalfConnection connection;
  private final HalfSession session;
  private final Message properties;
  private final Set<String> names = new LinkedHashSet<>();
  private Delivery delivery = Delivery.DEFAULT;
  private @Nullable String correlationId;
  private byte @Nullable [] correlationBytes;
  private @Nullable String type;
  private @Nullable Destination replyTo;

  HalfJmsProducer(HalfConnection connection, HalfSession session) throws JMSException {
    this.connection = connection;
    this.session = session;
    this.properties = session.createMessage();
  }

  private HalfJmsProducer after(Step step) {
    return unchecked(
        () -> {
          step.run();
          return this;
        });
  }

  @Override
  public JMSProducer send(@Nullable Destination destination, @Nullable Message message) {
    return after(
        () -> {
          if (message != null) {
            decorate(message);
          }
          connection.send(destination, message, delivery);
        });
  }

  private void decorate(Message message) throws JMSException {
    for (String name : names) {
      message.setObjectProperty(name, properties.getObjectProperty(name));
    }
    if (correlationBytes != null) {
      message.setJMSCorrelationIDAsBytes(correlationBytes);
    }
    if (correlationId != null) {
      message.setJMSCorrelationID(correlationId);
    }
    if (type != null) {
      message.setJMSType(type);
    }
    if (replyTo != null) {
      message.setJMSReplyTo(replyTo);
    }
  }

  @Override
  public JMSProducer send(@Nullable Destination destination, @Nullable String body) {
    return send(destination, unchecked(() -> session.createTextMessage(body)));
  }

  @Override
  public JMSProducer send(@Nullable Destination destination, @Nullable Map<String, Object> body) {
    return after(
        () -> {
          MapMessage message = session.createMapMessage();
          if (body != null) {
            for (Map.Entry<String, Object> entry : body.entrySet()) {
              message.setObject(entry.getKey(), entry.getValue());
            }
          }
          send(destination, message);
        });
  }

  @Override
  public JMSProducer send(@Nullable Destination destination, byte @Nullable [] body) {
    return after(
        () -> {
          BytesMessage message = session.createBytesMessage();
          if (body != null) {
            message.writeBytes(body);
          }
          send(destination, message);
        });
  }

  @Override
  public JMSProducer send(@Nullable Destination destination, @Nullable Serializable body) {
    return send(destination, (Message) unchecked(() -> session.createObjectMessage(body)));
  }

  @Override
  public JMSProducer setAsync(@Nullable CompletionListener listener) {
    if (listener != null) {
      throw COMPLETES_WITH_TRANSACTION.unchecked("setAsync");
    }
    return this;
  }

  @Override
  public @Nullable CompletionListener getAsync() {
    return null;
  }

  @Override
  public JMSProducer setDeliveryMode(int mode) {
    return after(() -> delivery = delivery.withMode(mode));
  }

  @Override
  public int getDeliveryMode() {
    return delivery.mode();
  }

  @Override
  public JMSProducer setPriority(int priority) {
    return after(() -> delivery = delivery.withPriority(priority));
  }

  @Override
  public int getPriority() {
    return delivery.priority();
  }

  @Override
  public JMSProducer setTimeToLive(long timeToLive) {
    return after(() -> delivery = delivery.withTimeToLive(timeToLive));
  }

  @Override
  public long getTimeToLive() {
    return delivery.timeToLive();
  }

  @Override
  public JMSProducer setDeliveryDelay(long delay) {
    return after(() -> delivery = delivery.withDelay(delay));
  }

  @Override
  public long getDeliveryDelay() {
    return delivery.delay();
  }

  @Override
  public JMSProducer setDisableMessageID(boolean disabled) {
    delivery = delivery.withoutId(disabled);
    return this;
  }

  @Override
  public boolean getDisableMessageID() {
    return delivery.withoutId();
  }

  @Override
  public JMSProducer setDisableMessageTimestamp(boolean disabled) {
    delivery = delivery.withoutTimestamp(disabled);
    return this;
  }

  @Override
  public boolean getDisableMessageTimestamp() {
    return delivery.withoutTimestamp();
  }

  private HalfJmsProducer property(@Nullable String name, Step set) {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("a property needs a name");
    }
    after(set);
    names.add(name);
    return this;
  }

  @Override
  public JMSProducer setProperty(String name, boolean value) {
    return property(name, () -> properties.setBooleanProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, byte value) {
    return property(name, () -> properties.setByteProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, short value) {
    return property(name, () -> properties.setShortProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, int value) {
    return property(name, () -> properties.setIntProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, long value) {
    return property(name, () -> properties.setLongProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, float value) {
    return property(name, () -> properties.setFloatProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, double value) {
    return property(name, () -> properties.setDoubleProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, @Nullable String value) {
    return property(name, () -> properties.setStringProperty(name, value));
  }

  @Override
  public JMSProducer setProperty(String name, @Nullable Object value) {
    return property(name, () -> properties.setObjectProperty(name, value));
  }

  @Override
  public JMSProducer clearProperties() {
    after(properties::clearProperties);
    names.clear();
    return this;
  }

  @Override
  public boolean propertyExists(String name) {
    return names.contains(name);
  }

  @Override
  public boolean getBooleanProperty(String name) {
    return unchecked(() -> properties.getBooleanProperty(name));
  }

  @Override
  public byte getByteProperty(String name) {
    return unchecked(() -> properties.getByteProperty(name));
  }

  @Override
  public short getShortProperty(String name) {
    return unchecked(() -> properties.getShortProperty(name));
  }

  @Override
  public int getIntProperty(String name) {
    return unchecked(() -> properties.getIntProperty(name));
  }

  @Override
  public long getLongProperty(String name) {
    return unchecked(() -> properties.getLongProperty(name));
  }

  @Override
  public float getFloatProperty(String name) {
    return unchecked(() -> properties.getFloatProperty(name));
  }

  @Override
  public double getDoubleProperty(String name) {
    return unchecked(() -> properties.getDoubleProperty(name));
  }

  @Override
  public @Nullable String getStringProperty(String name) {
    return unchecked(() -> properties.getStringProperty(name));
  }

  @Override
  public @Nullable Object getObjectProperty(String name) {
    return unchecked(() -> properties.getObjectProperty(name));
  }

  @Override
  public Set<String> getPropertyNames() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  @Override
  public JMSProducer setJMSCorrelationIDAsBytes(byte @Nullable [] id) {
    correlationBytes = id == null ? null : id.clone();
    correlationId = null;
    return this;
  }

  @Override
  public byte @Nullable [] getJMSCorrelationIDAsBytes() {
    return correlationBytes == null ? null : correlationBytes.clone();
  }

  @Override
  public JMSProducer setJMSCorrelationID(@Nullable String id) {
    correlationId = id;
    correlationBytes = null;
    return this;
  }

  @Override
  public @Nullable String getJMSCorrelationID() {
    return correlationId;
  }

  @Override
  public JMSProducer setJMSType(@Nullable String type) {
    this.type = type;
    return this;
  }

  @Override
  public @Nullable String getJMSType() {
    return type;
  }

  @Override
  public JMSProducer setJMSReplyTo(@Nullable Destination destination) {
    replyTo = destination;
    return this;
  }

  @Override
  public @Nullable Destination getJMSReplyTo() {
    return replyTo;
  }
}
