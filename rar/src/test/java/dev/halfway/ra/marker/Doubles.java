package dev.halfway.ra.marker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stand-ins for the interfaces of JDBC, of which only a method or two matter. */
final class Doubles {

  private Doubles() {}

  static DataSource dataSource(Callable<Connection> connections) {
    return of(
        DataSource.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("getConnection") && arguments == null) {
            return connections.call();
          }
          throw new UnsupportedOperationException(method.getName());
        });
  }

  /** The connections of a datasource, each changed before it is given out. */
  static DataSource changed(DataSource dataSource, Change change) {
    return dataSource(
        () -> {
          Connection connection = dataSource.getConnection();
          change.on(connection);
          return connection;
        });
  }

  @FunctionalInterface
  interface Change {
    void on(Connection connection) throws SQLException;
  }

  static <T> T of(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Doubles.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static @Nullable Object forward(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
