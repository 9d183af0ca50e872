package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.dialect.Dialect.Failure;
import dev.halfway.ra.marker.StoreConnection.Work;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Which node relays which queue, as far as the nodes have said so, by the clock of the database.
 * Only good for sharing out the work: relaying a queue twice at once is harmless. Thread-safe.
 */
public record NodeTable(
    NamedDataSource dataSource, MarkerConfiguration configuration, Dialect dialect) {

  /** How often another node may insert or delete the same row in between. */
  private static final int MAX_ATTEMPTS = 5;

  /** Says that a node relays its own queue; whoever took it over has to leave it. */
  public void heartbeat(String queue, boolean waiting, String node) throws Unavailable {
    call(
        connection -> {
          for (int attempt = 1; ; attempt++) {
            try {
              return connection.atomically(statements -> beat(statements, queue, waiting, node));
            } catch (SQLException e) {
              if (dialect.failure(e) != Failure.DUPLICATE || attempt == MAX_ATTEMPTS) {
                throw e;
              }
            }
          }
        });
  }

  private int beat(TimedStatements statements, String queue, boolean waiting, String node)
      throws SQLException {
    int updated =
        statements.update(
            "UPDATE halfway_node SET waiting = ?, node = ?, heartbeat = %s, taken_by = NULL, taken_at = NULL WHERE queue = ?"
                .formatted(dialect.clock()),
            waiting,
            node,
            queue);
    return updated > 0
        ? updated
        : statements.update(
            "INSERT INTO halfway_node (queue, waiting, node, heartbeat) VALUES (?, ?, ?, %s)"
                .formatted(dialect.clock()),
            queue,
            waiting,
            node);
  }

  /** All that was ever said and not forgotten, by queue. */
  public List<Registered> registered() throws Unavailable {
    String query =
        "SELECT queue, waiting, node, %s, taken_by, %s FROM halfway_node ORDER BY queue"
            .formatted(
                dialect.millisecondsSince("heartbeat"), dialect.millisecondsSince("taken_at"));
    return call(connection -> connection.statements().list(query, NodeTable::registered));
  }

  private static Registered registered(ResultSet row) throws SQLException {
    return new Registered(
        row.getString(1),
        row.getBoolean(2),
        row.getString(3),
        Math.max(0, row.getLong(4)),
        row.getString(5),
        Math.max(0, row.getLong(6)));
  }

  /**
   * Says that a node relays a queue instead of its owner, or goes on doing so.
   *
   * @return whether it does; not if the owner, or whoever took it before, was heard of within this
   *     time
   */
  public boolean take(String queue, String node, long afterMillis) throws Unavailable {
    return change(
        "UPDATE halfway_node SET taken_by = ?, taken_at = %s WHERE queue = ? AND %s > ? AND (taken_by IS NULL OR taken_by = ? OR %s > ?)"
            .formatted(
                dialect.clock(),
                dialect.millisecondsSince("heartbeat"),
                dialect.millisecondsSince("taken_at")),
        node,
        queue,
        afterMillis,
        node,
        afterMillis);
  }

  /** Forgets a queue, unless its owner was heard of within this time. */
  public boolean forget(String queue, long afterMillis) throws Unavailable {
    return change(
        "DELETE FROM halfway_node WHERE queue = ? AND %s > ?"
            .formatted(dialect.millisecondsSince("heartbeat")),
        queue,
        afterMillis);
  }

  private boolean change(String statement, Object... parameters) throws Unavailable {
    return call(
        connection -> {
          try {
            return connection.update(statement, parameters) == 1;
          } catch (SQLException e) {
            if (dialect.failure(e) == Failure.LOCKED) {
              return false;
            }
            throw e;
          }
        });
  }

  private <T> T call(Work<T> work) throws Unavailable {
    return StoreConnection.call(
        dataSource, configuration, "the registry of nodes does not answer", work);
  }
}
