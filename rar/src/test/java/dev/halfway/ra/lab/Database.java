package dev.halfway.ra.lab;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A datasource that can be cut off from its database, and that counts what is borrowed. */
public final class Database {

  private volatile DataSource real;
  private final Set<Connection> borrowed = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile Consumer<String> tap = sql -> {};

  /** One that answers. */
  public Database(DataSource real) {
    this.real = real;
  }

  /** For those who use it. */
  public DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            return forward(real, method, arguments);
          }
          if (down) {
            throw new SQLException("the database is down", "08001");
          }
          Connection connection = real.getConnection();
          borrowed.add(connection);
          return handle(connection);
        });
  }

  /** From now on whoever asks for a connection gets one to another database. */
  public void redirect(DataSource other) {
    real = other;
    breakConnections();
  }

  /** Nobody gets a connection any more, and those that there are break. */
  public void stop() {
    down = true;
    breakConnections();
  }

  private void breakConnections() {
    for (Connection connection : borrowed) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** It answers again. */
  public void start() {
    down = false;
  }

  /** Connections that were not given back. */
  public int borrowed() {
    return borrowed.size();
  }

  /** Told of each statement before it is prepared. */
  public void tap(Consumer<String> told) {
    tap = told;
  }

  private Connection handle(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("close")) {
            borrowed.remove(connection);
          } else if (down) {
            throw new SQLException("the connection is broken", "08006");
          }
          if (method.getName().equals("prepareStatement")) {
            tap.accept((String) arguments[0]);
          }
          return forward(connection, method, arguments);
        });
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> call.on(method, arguments);
                }));
  }

  private static Object forward(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
