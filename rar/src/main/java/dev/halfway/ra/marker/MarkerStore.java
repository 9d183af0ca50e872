package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.HalfTransactionId;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The marker store in one database.
 *
 * <p>What {@link #mark} writes is committed or rolled back with the JTA transaction of the calling
 * thread, by the database itself. Everything else is to be called in a thread without a JTA
 * transaction, and fails in one that has.
 *
 * <p>Thread-safe. No method but {@link #open} may be called before that has succeeded once: {@link
 * IllegalStateException}.
 */
public final class MarkerStore {

  private final DataSource dataSource;
  private final DataSource own;
  private final MarkerConfiguration configuration;
  private final LongSupplier clock;
  private volatile @Nullable Opened opened;

  private record Opened(
      Dialect dialect, StoreIdentity identity, String running, Optional<String> forgets) {

    Opened with(StoreIdentity now) {
      return new Opened(dialect, now, running, forgets);
    }
  }

  /**
   * A store that is not open yet.
   *
   * @param dataSource a JTA datasource that is not XA: the application's own
   */
  public MarkerStore(DataSource dataSource, MarkerConfiguration configuration) {
    this(dataSource, dataSource, configuration);
  }

  /**
   * A store that is not open yet.
   *
   * @param dataSource a JTA datasource that is not XA: the application's own
   * @param own of the same database, for everything but {@link #mark}; JTA or not
   */
  public MarkerStore(DataSource dataSource, DataSource own, MarkerConfiguration configuration) {
    this(dataSource, own, configuration, System::currentTimeMillis);
  }

  MarkerStore(
      DataSource dataSource,
      DataSource own,
      MarkerConfiguration configuration,
      LongSupplier clock) {
    this.dataSource = dataSource;
    this.own = own;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Finds out whether the database can keep markers, creates or checks the tables, and reads whose
   * store it is; a new one is given its id. Can be repeated, and called by several nodes at once.
   *
   * @throws MarkerStoreException when the store cannot be used, now or as it is configured
   */
  public StoreIdentity open() throws MarkerStoreException {
    Optional<String> objection = DataSourceKind.objection(dataSource);
    if (objection.isPresent()) {
      throw new MarkerStoreException("dataSource: " + objection.get());
    }
    Dialect dialect = null;
    try (OwnConnection connection = borrow()) {
      TimedStatements sql = connection.sql();
      dialect = Dialect.of(sql.connection());
      if (sql.connection().isReadOnly()) {
        throw readOnly(null);
      }
      new MarkerTables(dialect, configuration).provide(sql, clock.getAsLong());
      rehearse(dialect, connection);
      StoreIdentity identity = new StoreRow(dialect, configuration).provide(connection);
      look(dialect, identity, sql);
      return identity;
    } catch (SQLException e) {
      throw failed(dialect, "the marker store cannot be opened", e);
    }
  }

  /** Whether it was opened once. */
  public boolean isOpen() {
    return opened != null;
  }

  /**
   * How the database, or the user of the callers in it, was set up to forget what it has committed
   * when it was last asked; empty when it was not.
   */
  public Optional<String> forgets() {
    return opened().forgets;
  }

  /**
   * Which start of the database it was when it was last asked; empty where the database can run
   * only once.
   */
  public String running() {
    return opened().running;
  }

  /** Who the store was when it was last asked, without asking. */
  public StoreIdentity lastKnown() {
    return opened().identity;
  }

  /**
   * Who the store is now.
   *
   * @throws MarkerStoreException also when the two datasources lead to different databases
   */
  public StoreIdentity identify() throws MarkerStoreException {
    Dialect dialect = opened().dialect;
    try (OwnConnection connection = borrow()) {
      StoreIdentity identity = row().read(connection.sql());
      look(dialect, identity, connection.sql());
      return identity;
    } catch (SQLException e) {
      throw failed(dialect, "the marker store does not answer", e);
    }
  }

  private void look(Dialect dialect, StoreIdentity identity, TimedStatements sql)
      throws MarkerStoreException, SQLException {
    opened =
        new Opened(dialect, identity, dialect.running(sql), lookAsCallers(dialect, identity, sql));
  }

  /**
   * A marker that is written into one database and looked for in another would be none. And how
   * durable a commit is may be the callers' own setting.
   *
   * @return {@link #forgets}
   */
  private Optional<String> lookAsCallers(Dialect dialect, StoreIdentity identity, TimedStatements sql)
      throws MarkerStoreException, SQLException {
    if (own == dataSource) {
      return dialect.forgets(sql);
    }
    try (OwnConnection callers = OwnConnection.borrow(dataSource, configuration.queryTimeout())) {
      if (callers.sql().connection().isReadOnly()) {
        throw readOnly(null);
      }
      if (!isStore(identity, dialect, callers.sql())) {
        throw new MarkerStoreException(
            "relayDataSource: it leads to another database than dataSource");
      }
      return dialect.forgets(callers.sql());
    }
  }

  private boolean isStore(StoreIdentity identity, Dialect dialect, TimedStatements sql)
      throws MarkerStoreException, SQLException {
    if (!Dialect.of(sql.connection()).getClass().equals(dialect.getClass())) {
      return false;
    }
    try {
      return new StoreRow(dialect, configuration).read(sql).isSameAs(identity, dialect);
    } catch (SQLException e) {
      if (dialect.failure(e) == Dialect.Failure.NO_TABLE) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Says that the broker has the token of {@link #lastKnown}.
   *
   * @return who the store is now, bound
   * @throws MarkerStoreException also when the store has another token by now
   */
  public StoreIdentity bind() throws MarkerStoreException {
    return keep(
        connection -> {
          if (!row().bind(connection, lastKnown())) {
            throw new MarkerStoreException(
                "dataSource: the store was bound anew by somebody else meanwhile");
          }
          return row().read(connection.sql());
        });
  }

  /**
   * Gives the store, as it is and where it is now, a new token for a broker to agree on.
   *
   * @return who the store is now, not bound
   */
  public StoreIdentity rebind(UUID newToken) throws MarkerStoreException {
    return keep(
        connection -> {
          if (!row().rebind(connection, lastKnown(), newToken)) {
            throw new MarkerStoreException("dataSource: this is another store by now");
          }
          return row().read(connection.sql());
        });
  }

  /**
   * Writes the marker of a transaction, in the JTA transaction of the calling thread.
   *
   * <p>One statement, and nothing is kept of the connection. If a fence is being written for the
   * same transaction it waits for that.
   *
   * @throws MarkerStoreException when there is none: the transaction must not commit. The
   *     datasource takes no part in JTA transactions or takes no writes, it is too late for this
   *     marker, the transaction was declared rolled back, or the database failed
   */
  public void mark(HalfTransactionId id) throws MarkerStoreException {
    new MarkerWriter(dataSource, configuration, opened().dialect).write(id);
  }

  /**
   * A reader for one thread, with a connection of its own.
   *
   * @param confirmed whether broker and store agree at the moment who they are
   */
  public MarkerReader reader(BooleanSupplier confirmed) {
    return new MarkerReader(own, configuration, () -> opened().dialect, this::lastKnown, confirmed);
  }

  /** The registry of the nodes that share this store. */
  public NodeTable nodes() {
    return new NodeTable(own, configuration, opened().dialect);
  }

  /** The tables that markers are kept in. */
  public BucketKeeper buckets() {
    return new BucketKeeper(own, configuration, opened().dialect);
  }

  /** Only a write shows whether the database takes one: what a connection says it is may differ. */
  private void rehearse(Dialect dialect, OwnConnection connection) throws SQLException {
    int bucket = configuration.buckets().at(clock.getAsLong());
    connection.rehearse(
        dialect,
        configuration.lockTimeout(),
        sql ->
            sql.update(
                "INSERT INTO " + MarkerTables.of(bucket) + " (id, committed) VALUES (?, FALSE)",
                UUID.randomUUID()));
  }

  @FunctionalInterface
  private interface Work {
    StoreIdentity on(OwnConnection connection) throws MarkerStoreException, SQLException;
  }

  private StoreIdentity keep(Work work) throws MarkerStoreException {
    Dialect dialect = opened().dialect;
    try (OwnConnection connection = borrow()) {
      StoreIdentity identity = work.on(connection);
      opened = opened().with(identity);
      return identity;
    } catch (SQLException e) {
      throw failed(dialect, "the marker store does not answer", e);
    }
  }

  private OwnConnection borrow() throws SQLException {
    return OwnConnection.borrow(own, configuration.queryTimeout());
  }

  private StoreRow row() {
    return new StoreRow(opened().dialect, configuration);
  }

  private Opened opened() {
    Opened now = opened;
    if (now == null) {
      throw new IllegalStateException("the marker store is not open");
    }
    return now;
  }

  static MarkerStoreException failed(@Nullable Dialect dialect, String what, SQLException e) {
    return dialect != null && dialect.failure(e) == Dialect.Failure.READ_ONLY
        ? readOnly(e)
        : new MarkerStoreException("dataSource: " + what + ": " + e.getMessage(), e);
  }

  static MarkerStoreException readOnly(@Nullable SQLException e) {
    String message =
        "dataSource: the database takes no writes (a read-only datasource, or a replica?), so"
            + " markers cannot be kept in it";
    return e == null ? new MarkerStoreException(message) : new MarkerStoreException(message, e);
  }
}
