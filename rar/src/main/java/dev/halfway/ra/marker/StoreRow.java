package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.marker.StoreIdentity.Database;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The single row that says whose database this is. */
record StoreRow(StoreConnection connection) {

  /**
   * Reads it, writes it first if nobody has, and brings up to date what it says of the database,
   * which an earlier version may have written or which was moved.
   */
  StoreIdentity provide() throws Unavailable, SQLException {
    if (select().isEmpty()) {
      insert();
    }
    StoreIdentity identity = read();
    Database database = identity.database();
    String better = connection.dialect().better(database.then(), database.now());
    if (!database.isSame() || better.equals(database.then())) {
      return identity;
    }
    // Not if it was bound anew meanwhile.
    connection.update(
        "UPDATE halfway_store SET database_identity = ? WHERE id = ? AND token = ?",
        better,
        identity.id(),
        identity.token());
    return read();
  }

  /** Reads it. Fails when there is none, or not the one that is configured. */
  StoreIdentity read() throws Unavailable, SQLException {
    StoreIdentity identity =
        select()
            .orElseThrow(
                () -> new Unavailable("dataSource: halfway_store is empty: this is another store"));
    MarkerConfiguration configuration = connection.configuration();
    if (!identity.name().equals(configuration.storeName())) {
      throw new Unavailable(
          "store: this database belongs to store '%s', this adapter is configured as '%s'; either the property or the dataSource is wrong"
              .formatted(identity.name(), configuration.storeName()));
    }
    if (identity.bucketDays() != configuration.buckets().days()) {
      throw new Unavailable(
          "bucketDays: the markers in this database are kept by %d days, this adapter is configured for %d"
              .formatted(identity.bucketDays(), configuration.buckets().days()));
    }
    return identity;
  }

  /** Says that the broker has the token; not if it is another one by now. */
  boolean bind(StoreIdentity identity) throws SQLException {
    int changed =
        connection.update(
            "UPDATE halfway_store SET bound = TRUE WHERE id = ? AND token = ?",
            identity.id(),
            identity.token());
    return changed == 1;
  }

  /** Gives another token to the database as it is now. */
  boolean rebind(StoreIdentity identity, UUID token) throws SQLException {
    int changed =
        connection.update(
            "UPDATE halfway_store SET bound = FALSE, token = ?, database_identity = ? WHERE id = ?",
            token,
            connection.dialect().database(connection.statements()),
            identity.id());
    return changed == 1;
  }

  private void insert() throws SQLException {
    MarkerConfiguration configuration = connection.configuration();
    try {
      connection
          .statements()
          .update(
              "INSERT INTO halfway_store"
                  + " (name, id, token, bound, database_identity, bucket_days)"
                  + " VALUES (?, ?, ?, FALSE, ?, ?)",
              configuration.storeName(),
              UUID.randomUUID(),
              UUID.randomUUID(),
              connection.dialect().database(connection.statements()),
              configuration.buckets().days());
    } catch (SQLException e) {
      // Another node was faster: its row counts.
      if (connection.dialect().failure(e) != Dialect.Failure.DUPLICATE) {
        throw e;
      }
    }
  }

  private Optional<StoreIdentity> select() throws SQLException {
    Dialect dialect = connection.dialect();
    String now = dialect.database(connection.statements());
    return connection
        .statements()
        .list(
            "SELECT name, id, token, bound, bucket_days, database_identity FROM halfway_store",
            row ->
                new StoreIdentity(
                    row.getString(1),
                    row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class),
                    row.getBoolean(4),
                    row.getInt(5),
                    new Database(row.getString(6), now, dialect.isSame(row.getString(6), now))))
        .stream()
        .findFirst();
  }
}
