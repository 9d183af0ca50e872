package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes one marker, through a connection of the JTA transaction that it was opened in. */
final class MarkerWriter implements PendingMarker {

  private static final Logger LOG = System.getLogger(MarkerWriter.class.getName());

  private final NamedDataSource dataSource;
  private final MarkerConfiguration configuration;
  private final Dialect dialect;
  private final HalfTransactionId id;
  private Connection connection;

  /** Takes a connection, in the JTA transaction of the calling thread. */
  MarkerWriter(
      NamedDataSource dataSource,
      MarkerConfiguration configuration,
      Dialect dialect,
      HalfTransactionId id)
      throws Unavailable {
    this.dataSource = dataSource;
    this.configuration = configuration;
    this.dialect = dialect;
    this.id = id;
    try {
      connection = dataSource.getConnection();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void write() throws Unavailable {
    int written;
    try {
      if (connection.isClosed()) {
        // A server may close what a component leaves open at the end of its method.
        connection = dataSource.getConnection();
      }
      StoreConnection.requireWritable(connection);
      NetworkTimeout timeout = NetworkTimeout.set(connection, configuration.queryTimeout());
      try {
        written = write(new TimedStatements(connection, configuration.queryTimeout()));
      } finally {
        timeout.restore();
      }
    } catch (SQLException e) {
      throw failed(e);
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

  private int write(TimedStatements statements) throws SQLException, Unavailable {
    // Open Liberty says so of each connection, also of one that takes part.
    boolean doubtful = connection.getAutoCommit();
    int written = insert(statements);
    if (doubtful && statements.text(dialect.openTransaction()).isEmpty()) {
      statements.update("DELETE FROM %s WHERE id = ?".formatted(table()), id.uuid());
      throw new Unavailable(
          "dataSource: its connection is in auto-commit, so a marker would not commit together"
              + " with the transaction; a JTA datasource is wanted, used in a JTA transaction");
    }
    return written;
  }

  private int insert(TimedStatements statements) throws SQLException {
    long latest = id.madeAt() + configuration.deadline().toMillis();
    return statements.update(
        "INSERT INTO %s (id, committed) SELECT ?, TRUE WHERE %s < ?"
            .formatted(table(), dialect.now()),
        id.uuid(),
        latest);
  }

  private String table() {
    return MarkerTables.of(id.bucket());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What became of the transaction does not depend on it.
      LOG.log(Level.DEBUG, "a connection was not given back", e);
    }
  }

  private Unavailable failed(SQLException e) {
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
