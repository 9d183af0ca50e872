package dev.halfway.ra.marker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts what is done through a datasource, and can make commits fail. */
final class Tap {

  /** Stands in for a commit. */
  @FunctionalInterface
  interface Commit {
    void of(Connection connection) throws SQLException;
  }

  final AtomicInteger statements = new AtomicInteger();
  final AtomicInteger returned = new AtomicInteger();

  /** What was prepared, each once. */
  final Set<String> texts = ConcurrentHashMap.newKeySet();

  /** The connections that were given out, as the database's driver made them. */
  final List<Connection> borrowed = new CopyOnWriteArrayList<>();

  volatile Commit commit = Connection::commit;

  private final DataSource tapped;

  Tap(DataSource tapped) {
    this.tapped = tapped;
  }

  DataSource dataSource() {
    return Doubles.dataSource(
        () -> {
          Connection connection = tapped.getConnection();
          borrowed.add(connection);
          return tapped(connection);
        });
  }

  private Connection tapped(Connection connection) {
    return Doubles.of(
        Connection.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "prepareStatement", "createStatement", "prepareCall" -> {
              statements.incrementAndGet();
              if (arguments != null) {
                texts.add(arguments[0].toString());
              }
            }
            case "close" -> returned.incrementAndGet();
            case "commit" -> {
              commit.of(connection);
              return null;
            }
            default -> {}
          }
          return Doubles.forward(connection, method, arguments);
        });
  }
}
