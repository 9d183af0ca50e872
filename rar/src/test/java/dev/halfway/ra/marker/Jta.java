package dev.halfway.ra.marker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A datasource that behaves as a server's JTA datasource: within a transaction of the thread all
 * its connections are handles of one, which is not in auto-commit and cannot be put into it;
 * outside, each is one of its own in auto-commit.
 */
final class Jta {

  private final DataSource plain;
  private final boolean tolerant;
  private final Map<Thread, Connection> current = new ConcurrentHashMap<>();

  Jta(DataSource plain) {
    this(plain, false);
  }

  /** Tolerant: asked for auto-commit in a transaction it does nothing and says nothing. */
  Jta(DataSource plain, boolean tolerant) {
    this.plain = plain;
    this.tolerant = tolerant;
  }

  DataSource dataSource() {
    return Doubles.dataSource(
        () -> {
          Connection enlisted = current.get(Thread.currentThread());
          return enlisted == null ? plain.getConnection() : handle(enlisted);
        });
  }

  void begin() throws SQLException {
    Connection connection = plain.getConnection();
    connection.setAutoCommit(false);
    current.put(Thread.currentThread(), connection);
  }

  /** The application's own handle in the transaction. */
  Connection connection() {
    return handle(ofThisThread(current.get(Thread.currentThread())));
  }

  void commit() throws SQLException {
    try (Connection connection = end()) {
      connection.commit();
    }
  }

  void rollback() throws SQLException {
    try (Connection connection = end()) {
      connection.rollback();
    }
  }

  private Connection end() {
    return ofThisThread(current.remove(Thread.currentThread()));
  }

  private static Connection ofThisThread(@Nullable Connection connection) {
    if (connection == null) {
      throw new IllegalStateException("there is no transaction");
    }
    return connection;
  }

  private Connection handle(Connection connection) {
    return Doubles.of(
        Connection.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "close" -> null;
              case "setAutoCommit", "commit", "rollback" -> {
                if (!tolerant || !method.getName().equals("setAutoCommit")) {
                  throw new SQLException(method.getName() + " in a managed transaction");
                }
                yield null;
              }
              default -> Doubles.forward(connection, method, arguments);
            });
  }
}
