package dev.halfway.ra.outbound;

import jakarta.jms.ConnectionMetaData;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's context: a connection and a session in one. Its methods are those of {@link
 * JMSContext} that are intercepted. Closing it gives its connection back.
 */
final class HalfContext {

  private static final Map<String, String> REFUSED = new HashMap<>();

  static {
    for (String receiving :
        Set.of(
            "createBrowser",
            "createConsumer",
            "createDurableConsumer",
            "createSharedConsumer",
            "createSharedDurableConsumer",
            "createTemporaryQueue",
            "createTemporaryTopic",
            "unsubscribe")) {
      REFUSED.put(receiving, HalfConnection.SENDS_ONLY);
    }
    for (String ending : Set.of("acknowledge", "commit", "recover", "rollback")) {
      REFUSED.put(ending, HalfSession.TRANSACTION_OWNS_IT);
    }
    for (String managing : Set.of("createContext", "setClientID", "setExceptionListener", "stop")) {
      REFUSED.put(managing, HalfConnection.SERVER_OWNS_IT);
    }
  }

  static final Calls CALLS =
      new Calls(JMSContext.class, HalfContext.class, HalfSession.FORWARDED, REFUSED);

  private final HalfConnection connection;
  private volatile boolean autoStart = true;

  private HalfContext(HalfConnection connection) {
    this.connection = connection;
  }

  static JMSContext of(HalfConnection connection) {
    return (JMSContext)
        Proxy.newProxyInstance(
            HalfContext.class.getClassLoader(),
            new Class<?>[] {JMSContext.class},
            new Handle(CALLS, new HalfContext(connection), connection::managed));
  }

  JMSProducer createProducer() throws JMSException {
    connection.managed();
    return new HalfJmsProducer(connection);
  }

  boolean getTransacted() throws JMSException {
    return connection.managed().messaging().transactions().getTransactionKey() != null;
  }

  int getSessionMode() throws JMSException {
    return getTransacted() ? JMSContext.SESSION_TRANSACTED : JMSContext.AUTO_ACKNOWLEDGE;
  }

  @Nullable String getClientID() throws JMSException {
    return connection.getClientID();
  }

  ConnectionMetaData getMetaData() throws JMSException {
    return connection.getMetaData();
  }

  @Nullable ExceptionListener getExceptionListener() throws JMSException {
    return connection.getExceptionListener();
  }

  void start() throws JMSException {
    connection.start();
  }

  /** Remembered and nothing else: nothing is received. */
  void setAutoStart(boolean value) {
    autoStart = value;
  }

  boolean getAutoStart() {
    return autoStart;
  }

  void close() throws JMSException {
    connection.close();
  }

  @Override
  public String toString() {
    return "context that sends half messages";
  }
}
