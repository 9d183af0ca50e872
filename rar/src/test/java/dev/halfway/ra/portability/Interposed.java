package dev.halfway.ra.portability;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Stands between the adapter and the broker's client, where tests interfere. */
final class Interposed {

  /** A call of the broker's client. */
  interface Call {
    @Nullable Object make() throws Throwable;
  }

  /** What tests do around calls. */
  interface Interference {

    /** Around a commit; forwards is whether something was sent to the destination. */
    default @Nullable Object commit(boolean forwards, Call commit) throws Throwable {
      return commit.make();
    }

    /** Before something is sent to the destination. */
    default void sending() throws JMSException {}
  }

  private final String destination;
  private final Interference interference;

  private Interposed(String destination, Interference interference) {
    this.destination = destination;
    this.interference = interference;
  }

  /** The same connections, with interference in what concerns a queue. */
  static ConnectionFactory before(
      ConnectionFactory client, String queue, Interference interference) {
    return new Interposed(queue, interference).factory(client);
  }

  private ConnectionFactory factory(ConnectionFactory client) {
    return proxy(
        ConnectionFactory.class,
        client,
        (method, call) -> {
          Object answer = call.make();
          return answer instanceof Connection one ? connection(one) : answer;
        });
  }

  private Connection connection(Connection client) {
    return proxy(
        Connection.class,
        client,
        (method, call) -> {
          Object answer = call.make();
          return answer instanceof Session session ? session(session) : answer;
        });
  }

  private Session session(Session client) {
    AtomicBoolean forwards = new AtomicBoolean();
    return proxy(
        Session.class,
        client,
        (method, call) -> {
          if (method.getName().equals("commit")) {
            return interference.commit(forwards.getAndSet(false), call);
          }
          Object answer = call.make();
          return answer instanceof MessageProducer one ? producer(one, forwards) : answer;
        });
  }

  private MessageProducer producer(MessageProducer client, AtomicBoolean forwards) {
    return (MessageProducer)
        Proxy.newProxyInstance(
            Interposed.class.getClassLoader(),
            new Class<?>[] {MessageProducer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("send") && isDestination(arguments[0])) {
                interference.sending();
                forwards.set(true);
              }
              return call(client, method, arguments);
            });
  }

  private boolean isDestination(Object to) throws JMSException {
    return to instanceof Queue queue && queue.getQueueName().equals(destination);
  }

  private interface Around {
    @Nullable Object call(Method method, Call call) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T client, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            Interposed.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> around.call(method, () -> call(client, method, arguments));
                }));
  }

  private static @Nullable Object call(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
