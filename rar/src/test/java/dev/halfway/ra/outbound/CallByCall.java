package dev.halfway.ra.outbound;

import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts every call of the broker's connection, its sessions and producers, and of the
 * application's message, and has one of them fail: instead of being done, or after it was done.
 */
final class CallByCall implements Function<Connection, Connection> {

  /** When a call fails. */
  enum Moment {
    INSTEAD,
    AFTERWARDS
  }

  private int left = -1;
  private Moment moment = Moment.INSTEAD;
  private @Nullable Exception failure;
  private @Nullable String failed;

  /**
   * Has a call fail.
   *
   * @param call 0 for the next one, 1 for the one after it, and so on
   */
  void fail(int call, Moment when, Exception how) {
    left = call;
    moment = when;
    failure = how;
    failed = null;
  }

  /** Nothing fails from now on. Which call has failed; null when there were not so many. */
  @Nullable String stop() {
    left = -1;
    return failed;
  }

  @Override
  public Connection apply(Connection connection) {
    return wrapped(Connection.class, connection);
  }

  /** The application's message. */
  TextMessage message(TextMessage message) {
    return wrapped(TextMessage.class, message);
  }

  private <T> T wrapped(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            CallByCall.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              boolean fails = method.getDeclaringClass() != Object.class && left-- == 0;
              if (fails) {
                failed = type.getSimpleName() + "." + method.getName();
              }
              if (fails && moment == Moment.INSTEAD) {
                throw failure();
              }
              try {
                Object result = method.invoke(target, arguments);
                if (fails) {
                  throw failure();
                }
                return watched(result);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  private @Nullable Object watched(@Nullable Object result) {
    if (result instanceof Session session) {
      return wrapped(Session.class, session);
    }
    return result instanceof MessageProducer producer
        ? wrapped(MessageProducer.class, producer)
        : result;
  }

  private Exception failure() {
    if (failure == null) {
      throw new IllegalStateException("nothing is to fail");
    }
    return failure;
  }
}
