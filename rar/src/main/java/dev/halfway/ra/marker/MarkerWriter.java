package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Writes markers in the JTA transaction of the calling thread. */
record MarkerWriter(
    NamedDataSource dataSource, MarkerConfiguration configuration, Dialect dialect) {

  void write(HalfTransactionId id) throws Unavailable {
    int written;
    try (Connection connection = dataSource.getConnection()) {
      if (connection.getAutoCommit()) {
        throw new Unavailable(
            "dataSource: its connection is in auto-commit, so a marker would not commit together"
                + " with the transaction; a JTA datasource is wanted, used in a JTA transaction");
      }
      StoreConnection.requireWritable(connection);
      NetworkTimeout timeout = NetworkTimeout.set(connection, configuration.queryTimeout());
      try {
        written = insert(new TimedStatements(connection, configuration.queryTimeout()), id);
      } finally {
        timeout.restore();
      }
    } catch (SQLException e) {
      throw failed(id, e);
    }
    if (written == 0) {
      throw new Unavailable(
          "the half transaction "
              + id
              + " is older than "
              + configuration.deadline()
              + " by the database's clock: its marker comes too late");
    }
  }

  private int insert(TimedStatements statements, HalfTransactionId id) throws SQLException {
    OffsetDateTime latest =
        Instant.ofEpochMilli(id.madeAt()).plus(configuration.deadline()).atOffset(ZoneOffset.UTC);
    return statements.update(
        "INSERT INTO %s (id, committed) SELECT ?, TRUE WHERE %s < ?"
            .formatted(MarkerTables.of(id.bucket()), dialect.clock()),
        id.uuid(),
        latest);
  }

  private Unavailable failed(HalfTransactionId id, SQLException e) {
    return switch (dialect.failure(e)) {
      case DUPLICATE ->
          new Unavailable(
              "the half transaction " + id + " was declared rolled back before it committed", e);
      case NO_TABLE ->
          new Unavailable(
              "schema: there is no table for the marker of the half transaction "
                  + id
                  + "; is this node's clock right?",
              e);
      default ->
          StoreConnection.failure(
              "the marker of the half transaction " + id + " was not written", e, dialect);
    };
  }
}
