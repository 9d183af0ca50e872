package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.JmsRuntimeExceptions.unchecked;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application's context: a connection and a session in one. */
final class HalfContext extends SendOnlyContext {

  private final HalfConnection connection;
  private final HalfSession session;
  private volatile boolean autoStart = true;

  HalfContext(HalfConnection connection) {
    this.connection = connection;
    this.session = new HalfSession(connection);
  }

  @Override
  public BytesMessage createBytesMessage() {
    return unchecked(session::createBytesMessage);
  }

  @Override
  public MapMessage createMapMessage() {
    return unchecked(session::createMapMessage);
  }

  @Override
  public Message createMessage() {
    return unchecked(session::createMessage);
  }

  @Override
  public ObjectMessage createObjectMessage() {
    return unchecked(session::createObjectMessage);
  }

  @Override
  public ObjectMessage createObjectMessage(@Nullable Serializable object) {
    return unchecked(() -> session.createObjectMessage(object));
  }

  @Override
  public StreamMessage createStreamMessage() {
    return unchecked(session::createStreamMessage);
  }

  @Override
  public TextMessage createTextMessage() {
    return unchecked(session::createTextMessage);
  }

  @Override
  public TextMessage createTextMessage(@Nullable String text) {
    return unchecked(() -> session.createTextMessage(text));
  }

  @Override
  public Queue createQueue(String name) {
    return unchecked(() -> session.createQueue(name));
  }

  @Override
  public Topic createTopic(String name) {
    return unchecked(() -> session.createTopic(name));
  }

  @Override
  public JMSProducer createProducer() {
    return unchecked(() -> new HalfJmsProducer(connection, session));
  }

  @Override
  public boolean getTransacted() {
    return unchecked(session::getTransacted);
  }

  @Override
  public int getSessionMode() {
    return unchecked(session::getAcknowledgeMode);
  }

  @Override
  public @Nullable String getClientID() {
    return unchecked(() -> Optional.ofNullable(connection.getClientID())).orElse(null);
  }

  @Override
  public ConnectionMetaData getMetaData() {
    return unchecked(connection::getMetaData);
  }

  @Override
  public @Nullable ExceptionListener getExceptionListener() {
    unchecked(connection::managed);
    return null;
  }

  @Override
  public void start() {
    unchecked(connection::managed);
  }

  /** Remembered and nothing else: nothing is received. */
  @Override
  public void setAutoStart(boolean value) {
    autoStart = value;
  }

  @Override
  public boolean getAutoStart() {
    return autoStart;
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return "context that sends half messages";
  }
}
