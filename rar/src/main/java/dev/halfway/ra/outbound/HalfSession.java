package dev.halfway.ra.outbound;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's session: makes messages and sends them. Its methods are those of {@link
 * Session} that are intercepted.
 */
final class HalfSession {

  static final Set<String> FORWARDED =
      Set.of(
          "createBytesMessage",
          "createMapMessage",
          "createMessage",
          "createObjectMessage",
          "createStreamMessage",
          "createTextMessage",
          "createQueue",
          "createTopic");

  static final String TRANSACTION_OWNS_IT =
      "the JTA transaction decides about its messages, and Jakarta EE forbids this";

  private static final Map<String, String> REFUSED = new HashMap<>();

  static {
    for (String receiving :
        Set.of(
            "createBrowser",
            "createConsumer",
            "createDurableConsumer",
            "createDurableSubscriber",
            "createSharedConsumer",
            "createSharedDurableConsumer",
            "createTemporaryQueue",
            "createTemporaryTopic",
            "getMessageListener",
            "run",
            "setMessageListener",
            "unsubscribe")) {
      REFUSED.put(receiving, HalfConnection.SENDS_ONLY);
    }
    for (String ending : Set.of("commit", "recover", "rollback")) {
      REFUSED.put(ending, TRANSACTION_OWNS_IT);
    }
  }

  static final Calls CALLS = new Calls(Session.class, HalfSession.class, FORWARDED, REFUSED);

  private final HalfConnection connection;
  private final Session handle;
  private volatile boolean closed;

  HalfSession(HalfConnection connection) {
    this.connection = connection;
    this.handle =
        (Session)
            Proxy.newProxyInstance(
                HalfSession.class.getClassLoader(),
                new Class<?>[] {Session.class},
                new Handle(CALLS, this, this::managed));
  }

  Session handle() {
    return handle;
  }

  boolean isOpen() {
    return !closed;
  }

  private HalfMessageManagedConnection managed() throws IllegalStateException {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
    return connection.managed();
  }

  /** The connection, if the session is still open. */
  HalfConnection connection() throws IllegalStateException {
    managed();
    return connection;
  }

  MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
    managed();
    return new HalfProducer(this, destination);
  }

  boolean getTransacted() throws JMSException {
    return managed().messaging().transactions().getTransactionKey() != null;
  }

  int getAcknowledgeMode() throws JMSException {
    return getTransacted() ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE;
  }

  void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "session that sends half messages" + (closed ? ", closed" : "");
  }
}
