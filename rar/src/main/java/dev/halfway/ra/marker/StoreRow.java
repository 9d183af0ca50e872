package dev.halfway.ra.marker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The single row that says whose database this is. */
final class StoreRow {

  private static final String SELECT =
      "SELECT name, id, token, bound, database_identity, bucket_days FROM " + MarkerTables.STORE;

  private final Dialect dialect;
  private final MarkerConfiguration configuration;

  StoreRow(Dialect dialect, MarkerConfiguration configuration) {
    this.dialect = dialect;
    this.configuration = configuration;
  }

  /**
   * Reads it, and writes it first if nobody has. What it says of the database is brought up to
   * date: it may have been written by an earlier version, or the database was moved.
   */
  StoreIdentity provide(OwnConnection own) throws MarkerStoreException, SQLException {
    if (select(own.sql()).isEmpty()) {
      insert(own, dialect.database(own.sql()));
    }
    StoreIdentity identity = read(own.sql());
    String better = dialect.better(identity.storedDatabase(), identity.database());
    if (!identity.isInPlace() || better.equals(identity.storedDatabase())) {
      return identity;
    }
    // Not if it was bound anew meanwhile.
    update(
        own,
        "UPDATE " + MarkerTables.STORE + " SET database_identity = ? WHERE id = ? AND token = ?",
        better,
        identity.id(),
        identity.token());
    return read(own.sql());
  }

  /**
   * Reads it.
   *
   * @throws MarkerStoreException when there is none, or not the one that is configured
   */
  StoreIdentity read(TimedStatements sql) throws MarkerStoreException, SQLException {
    Row row =
        select(sql)
            .orElseThrow(
                () ->
                    new MarkerStoreException(
                        "dataSource: " + MarkerTables.STORE + " is empty: this is another store"));
    if (!row.name.equals(configuration.storeName())) {
      throw new MarkerStoreException(
          "store: this database belongs to store '"
              + row.name
              + "', this adapter is configured as '"
              + configuration.storeName()
              + "'; either the property or the dataSource is wrong");
    }
    if (row.bucketDays != configuration.buckets().days()) {
      throw new MarkerStoreException(
          "bucketDays: the markers in this database are kept by "
              + row.bucketDays
              + " days, this adapter is configured for "
              + configuration.buckets().days());
    }
    String database = dialect.database(sql);
    return new StoreIdentity(
        row.name,
        row.id,
        row.token,
        row.bound,
        row.database,
        database,
        dialect.isSame(row.database, database));
  }

  /** Says that the broker has the token; not if it is another one by now. */
  boolean bind(OwnConnection own, StoreIdentity identity) throws SQLException {
    return update(
        own,
        "UPDATE " + MarkerTables.STORE + " SET bound = TRUE WHERE id = ? AND token = ?",
        identity.id(),
        identity.token());
  }

  /** Gives another token to the database as it is now. */
  boolean rebind(OwnConnection own, StoreIdentity identity, UUID token) throws SQLException {
    return update(
        own,
        "UPDATE "
            + MarkerTables.STORE
            + " SET bound = FALSE, token = ?, database_identity = ? WHERE id = ?",
        token,
        dialect.database(own.sql()),
        identity.id());
  }

  private boolean update(OwnConnection own, String statement, Object... parameters)
      throws SQLException {
    return own.atomically(
            dialect, configuration.lockTimeout(), sql -> sql.update(statement, parameters))
        == 1;
  }

  private void insert(OwnConnection own, String database) throws SQLException {
    try {
      own.sql()
          .update(
              "INSERT INTO "
                  + MarkerTables.STORE
                  + " (name, id, token, bound, database_identity, bucket_days)"
                  + " VALUES (?, ?, ?, FALSE, ?, ?)",
              configuration.storeName(),
              UUID.randomUUID(),
              UUID.randomUUID(),
              database,
              configuration.buckets().days());
    } catch (SQLException e) {
      // Another node was faster: its row counts.
      if (dialect.failure(e) != Dialect.Failure.DUPLICATE) {
        throw e;
      }
    }
  }

  private static Optional<Row> select(TimedStatements sql) throws SQLException {
    return sql.query(SELECT, rows -> rows.next() ? Optional.of(Row.of(rows)) : Optional.empty());
  }

  private record Row(
      String name, UUID id, UUID token, boolean bound, String database, int bucketDays) {

    static Row of(ResultSet rows) throws SQLException {
      return new Row(
          rows.getString(1),
          rows.getObject(2, UUID.class),
          rows.getObject(3, UUID.class),
          rows.getBoolean(4),
          rows.getString(5),
          rows.getInt(6));
    }
  }
}
