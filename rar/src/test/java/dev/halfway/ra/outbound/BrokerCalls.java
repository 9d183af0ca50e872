package dev.halfway.ra.outbound;

import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands between the adapter and the provider's connection, its sessions and producers. */
abstract class BrokerCalls implements Function<Connection, Connection> {

  /** The call as it was meant. */
  interface Call {
    @Nullable Object make() throws Throwable;
  }

  /**
   * Makes a call, or not.
   *
   * @param name of interface and method, as in {@code Session.commit}
   */
  abstract @Nullable Object on(String name, Call call) throws Throwable;

  @Override
  public final Connection apply(Connection connection) {
    return wrapped(Connection.class, connection);
  }

  final <T> T wrapped(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            BrokerCalls.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Call call = () -> method.invoke(target, arguments);
              try {
                return method.getDeclaringClass() == Object.class
                    ? call.make()
                    : wrapped(on(type.getSimpleName() + "." + method.getName(), call));
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  private @Nullable Object wrapped(@Nullable Object result) {
    if (result instanceof Session session) {
      return wrapped(Session.class, session);
    }
    return result instanceof MessageProducer producer
        ? wrapped(MessageProducer.class, producer)
        : result;
  }
}
