package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.Refusal.COMPLETES_WITH_TRANSACTION;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import org.jspecify.annotations.Nullable;

/** The application's producer. Nothing of it exists at the broker, so it has nothing to close. */
final class HalfProducer implements MessageProducer {

  private final HalfSession session;
  private final @Nullable Destination destination;
  private Delivery delivery = Delivery.DEFAULT;
  private boolean closed;

  HalfProducer(HalfSession session, @Nullable Destination destination) {
    this.session = session;
    this.destination = destination;
  }

  private HalfConnection connection() throws IllegalStateException {
    if (closed) {
      throw new IllegalStateException("the producer is closed");
    }
    return session.connection();
  }

  private Delivery delivery() throws IllegalStateException {
    connection();
    return delivery;
  }

  private void send(Message message, Delivery wanted) throws JMSException {
    HalfConnection connection = connection();
    if (destination == null) {
      throw new UnsupportedOperationException("the producer was made without a destination");
    }
    connection.send(destination, message, wanted);
  }

  private void send(@Nullable Destination explicit, Message message, Delivery wanted)
      throws JMSException {
    HalfConnection connection = connection();
    if (destination != null) {
      throw new UnsupportedOperationException("the producer was made for " + destination);
    }
    connection.send(explicit, message, wanted);
  }

  private Delivery with(int mode, int priority, long timeToLive) throws JMSException {
    return delivery.withMode(mode).withPriority(priority).withTimeToLive(timeToLive);
  }

  @Override
  public void send(Message message) throws JMSException {
    send(message, delivery);
  }

  @Override
  public void send(Message message, int mode, int priority, long timeToLive) throws JMSException {
    send(message, with(mode, priority, timeToLive));
  }

  @Override
  public void send(@Nullable Destination explicit, Message message) throws JMSException {
    send(explicit, message, delivery);
  }

  @Override
  public void send(
      @Nullable Destination explicit, Message message, int mode, int priority, long timeToLive)
      throws JMSException {
    send(explicit, message, with(mode, priority, timeToLive));
  }

  @Override
  public void send(Message message, CompletionListener listener) throws JMSException {
    throw COMPLETES_WITH_TRANSACTION.of("CompletionListener");
  }

  @Override
  public void send(
      Message message, int mode, int priority, long timeToLive, CompletionListener listener)
      throws JMSException {
    throw COMPLETES_WITH_TRANSACTION.of("CompletionListener");
  }

  @Override
  public void send(Destination explicit, Message message, CompletionListener listener)
      throws JMSException {
    throw COMPLETES_WITH_TRANSACTION.of("CompletionListener");
  }

  @Override
  public void send(
      Destination explicit,
      Message message,
      int mode,
      int priority,
      long timeToLive,
      CompletionListener listener)
      throws JMSException {
    throw COMPLETES_WITH_TRANSACTION.of("CompletionListener");
  }

  @Override
  public @Nullable Destination getDestination() throws JMSException {
    connection();
    return destination;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void setDeliveryMode(int mode) throws JMSException {
    delivery = delivery().withMode(mode);
  }

  @Override
  public int getDeliveryMode() throws JMSException {
    return delivery().mode();
  }

  @Override
  public void setPriority(int priority) throws JMSException {
    delivery = delivery().withPriority(priority);
  }

  @Override
  public int getPriority() throws JMSException {
    return delivery().priority();
  }

  @Override
  public void setTimeToLive(long timeToLive) throws JMSException {
    delivery = delivery().withTimeToLive(timeToLive);
  }

  @Override
  public long getTimeToLive() throws JMSException {
    return delivery().timeToLive();
  }

  @Override
  public void setDeliveryDelay(long delay) throws JMSException {
    delivery = delivery().withDelay(delay);
  }

  @Override
  public long getDeliveryDelay() throws JMSException {
    return delivery().delay();
  }

  @Override
  public void setDisableMessageID(boolean disabled) throws JMSException {
    delivery = delivery().withoutId(disabled);
  }

  @Override
  public boolean getDisableMessageID() throws JMSException {
    return delivery().withoutId();
  }

  @Override
  public void setDisableMessageTimestamp(boolean disabled) throws JMSException {
    delivery = delivery().withoutTimestamp(disabled);
  }

  @Override
  public boolean getDisableMessageTimestamp() throws JMSException {
    return delivery().withoutTimestamp();
  }
}
