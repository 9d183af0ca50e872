package dev.halfway.ra.outbound;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The application's session. The provider's session makes its messages and destinations. */
final class HalfSession extends SendOnlySession {

  private final HalfConnection connection;
  private volatile boolean closed;

  HalfSession(HalfConnection connection) {
    this.connection = connection;
  }

  boolean isOpen() {
    return !closed;
  }

  /** The connection, if both are still open. */
  HalfConnection connection() throws IllegalStateException {
    managed();
    return connection;
  }

  private HalfMessageManagedConnection managed() throws IllegalStateException {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    return connection.managed();
  }

  @Override
  public BytesMessage createBytesMessage() throws JMSException {
    return managed().make(Session::createBytesMessage);
  }

  @Override
  public MapMessage createMapMessage() throws JMSException {
    return managed().make(Session::createMapMessage);
  }

  @Override
  public Message createMessage() throws JMSException {
    return managed().make(Session::createMessage);
  }

  @Override
  public ObjectMessage createObjectMessage() throws JMSException {
    return managed().make(Session::createObjectMessage);
  }

  @Override
  public ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
    return managed().make(session -> session.createObjectMessage(object));
  }

  @Override
  public StreamMessage createStreamMessage() throws JMSException {
    return managed().make(Session::createStreamMessage);
  }

  @Override
  public TextMessage createTextMessage() throws JMSException {
    return managed().make(Session::createTextMessage);
  }

  @Override
  public TextMessage createTextMessage(@Nullable String text) throws JMSException {
    return managed().make(session -> session.createTextMessage(text));
  }

  @Override
  public Queue createQueue(String name) throws JMSException {
    return managed().make(session -> session.createQueue(name));
  }

  @Override
  public Topic createTopic(String name) throws JMSException {
    return managed().make(session -> session.createTopic(name));
  }

  @Override
  public MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
    managed();
    return new HalfProducer(this, destination);
  }

  @Override
  public boolean getTransacted() throws JMSException {
    return managed().messaging().transactions().getTransactionKey() != null;
  }

  @Override
  public int getAcknowledgeMode() throws JMSException {
    return getTransacted() ? SESSION_TRANSACTED : AUTO_ACKNOWLEDGE;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "session that sends half messages" + (closed ? ", closed" : "");
  }
}
