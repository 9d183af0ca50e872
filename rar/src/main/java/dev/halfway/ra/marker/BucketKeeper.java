package dev.halfway.ra.marker;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.SortedSet;
import javax.sql.DataSource;

/**
 * The tables that markers are kept in, one for each bucket of time.
 *
 * <p>Decides nothing: which table may be dropped is for those to say who know what is in the
 * queues. To be called in threads without a JTA transaction. Thread-safe.
 */
public final class BucketKeeper {

  private final DataSource dataSource;
  private final MarkerConfiguration configuration;
  private final Dialect dialect;
  private final MarkerTables tables;

  BucketKeeper(DataSource dataSource, MarkerConfiguration configuration, Dialect dialect) {
    this.dataSource = dataSource;
    this.configuration = configuration;
    this.dialect = dialect;
    this.tables = new MarkerTables(dialect, configuration);
  }

  /** Milliseconds since 1970 by the database's clock, which all nodes share. */
  public long now() throws MarkerStoreException {
    return call(own -> now(dialect, own.sql()));
  }

  /**
   * Sees to it that there are tables for the bucket of a time and for the next one.
   *
   * @param now milliseconds since 1970
   * @throws MarkerStoreException also when one is missing and the adapter may not create it
   */
  public void ensure(long now) throws MarkerStoreException {
    call(
        own -> {
          tables.provide(own.sql(), now);
          return true;
        });
  }

  /** The buckets that there are tables for. */
  public SortedSet<Integer> existing() throws MarkerStoreException {
    return call(own -> tables.buckets(own.sql()));
  }

  /**
   * Drops the table of a bucket. With {@link SchemaManagement#VALIDATE} it does nothing.
   *
   * @return whether it was dropped; not if there is none, or somebody uses it right now
   */
  public boolean drop(int bucket) throws MarkerStoreException {
    return configuration.schemaManagement() == SchemaManagement.CREATE
        && call(own -> tables.drop(own, bucket));
  }

  static long now(Dialect dialect, TimedStatements sql) throws SQLException {
    return sql.query(
        "SELECT " + dialect.clock(),
        rows -> {
          rows.next();
          return rows.getObject(1, OffsetDateTime.class).toInstant().toEpochMilli();
        });
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(OwnConnection own) throws MarkerStoreException, SQLException;
  }

  private <T> T call(Work<T> work) throws MarkerStoreException {
    try (OwnConnection own = OwnConnection.borrow(dataSource, configuration.queryTimeout())) {
      return work.on(own);
    } catch (SQLException e) {
      throw MarkerStore.failed(dialect, "the marker tables cannot be looked after", e);
    }
  }
}
