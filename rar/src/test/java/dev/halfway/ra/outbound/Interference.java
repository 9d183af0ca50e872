package dev.halfway.ra.outbound;

import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Gets between the adapter and the broker: before and after calls of chosen methods. */
final class Interference implements Function<Connection, Connection> {

  /** Something that may fail. */
  interface Hook {
    void run() throws Exception;
  }

  private final Map<String, Hook> before = new ConcurrentHashMap<>();
  private final Map<String, Hook> after = new ConcurrentHashMap<>();

  /** Before each call of, say, {@code Session.commit}. */
  Interference before(String method, Hook hook) {
    before.put(method, hook);
    return this;
  }

  /** After each successful call of, say, {@code Session.commit}. */
  Interference after(String method, Hook hook) {
    after.put(method, hook);
    return this;
  }

  void none() {
    before.clear();
    after.clear();
  }

  @Override
  public Connection apply(Connection connection) {
    return wrapped(Connection.class, connection);
  }

  private <T> T wrapped(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            Interference.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String name = type.getSimpleName() + "." + method.getName();
              try {
                before.getOrDefault(name, () -> {}).run();
                Object result = method.invoke(target, arguments);
                after.getOrDefault(name, () -> {}).run();
                if (result instanceof Session session) {
                  return wrapped(Session.class, session);
                }
                if (result instanceof MessageProducer producer) {
                  return wrapped(MessageProducer.class, producer);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
