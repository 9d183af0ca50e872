package dev.halfway.ra.marker;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The marker store in one database.
 *
 * <p>What {@link #marker} writes is committed or rolled back with the JTA transaction of the
 * calling thread, by the database itself. Everything else is to be called in a thread without a JTA
 * transaction, and fails in one that has.
 *
 * <p>Thread-safe. No method but {@link #open} may be called before that has succeeded once: {@link
 * IllegalStateException}.
 */
public final class MarkerStore {

  private final NamedDataSource dataSource;
  private final NamedDataSource own;
  private final MarkerConfiguration configuration;
  private final LongSupplier clock;
  private volatile @Nullable Opened opened;

  private record Opened(
      Dialect dialect, StoreIdentity identity, String running, Optional<String> forgets) {}

  /**
   * A store that is not open yet.
   *
   * @param dataSource a JTA datasource that is not XA: the application's own
   * @param own of the same database, for everything but {@link #marker}; JTA or not
   */
  public MarkerStore(
      NamedDataSource dataSource, NamedDataSource own, MarkerConfiguration configuration) {
    this(dataSource, own, configuration, System::currentTimeMillis);
  }

  MarkerStore(
      NamedDataSource dataSource,
      NamedDataSource own,
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
   */
  public StoreIdentity open() throws Unavailable {
    Optional<String> objection = DataSourceKind.objection(dataSource.find());
    own.find();
    if (objection.isPresent()) {
      throw new Unavailable("dataSource: " + objection.get());
    }
    return call(
        "the marker store cannot be opened",
        connection -> {
          connection.requireWritable();
          long now = clock.getAsLong();
          MarkerTables.ensure(connection, now);
          // Only a write shows whether the database takes one: what a connection says may differ.
          connection.rehearse(
              "INSERT INTO %s (id, committed) VALUES (?, FALSE)"
                  .formatted(MarkerTables.of(configuration.buckets().at(now))),
              UUID.randomUUID());
          return seen(connection, new StoreRow(connection).provide());
        });
  }

  public boolean isOpen() {
    return opened != null;
  }

  /** How the database, or the user of the callers, forgets what it has committed, as last seen. */
  public Optional<String> forgets() {
    return opened().forgets;
  }

  /** Which start of the database it was, as last seen; empty where it can run only once. */
  public String running() {
    return opened().running;
  }

  /** Who the store was, as last seen. */
  public StoreIdentity lastKnown() {
    return opened().identity;
  }

  /** Who the store is now. Fails when the two datasources lead to different databases. */
  public StoreIdentity identify() throws Unavailable {
    opened();
    return call(
        "the marker store does not answer",
        connection -> seen(connection, new StoreRow(connection).read()));
  }

  private StoreIdentity seen(StoreConnection connection, StoreIdentity identity)
      throws Unavailable, SQLException {
    Dialect dialect = connection.dialect();
    opened =
        new Opened(
            dialect,
            identity,
            dialect.running(connection.statements()),
            forgets(connection, identity));
    return identity;
  }

  /** The callers set how durable a commit is. In another database no marker would be found. */
  private Optional<String> forgets(StoreConnection connection, StoreIdentity identity)
      throws Unavailable, SQLException {
    Dialect dialect = connection.dialect();
    if (own == dataSource) {
      return dialect.forgets(connection.statements());
    }
    try (StoreConnection callers = StoreConnection.borrow(dataSource, configuration)) {
      callers.requireWritable();
      if (!isStore(identity, dialect, callers)) {
        throw new Unavailable("relayDataSource: it leads to another database than dataSource");
      }
      return dialect.forgets(callers.statements());
    }
  }

  private static boolean isStore(StoreIdentity identity, Dialect dialect, StoreConnection other)
      throws Unavailable, SQLException {
    try {
      return other.dialect().getClass().equals(dialect.getClass())
          && new StoreRow(other).read().isSameAs(identity, dialect);
    } catch (SQLException e) {
      if (dialect.failure(e) == Dialect.Failure.NO_TABLE) {
        return false;
      }
      throw e;
    }
  }

  /** Says that the broker has the token of {@link #lastKnown}, if the store still has it. */
  public StoreIdentity bind() throws Unavailable {
    StoreIdentity known = lastKnown();
    return change(row -> row.bind(known), "the store was bound anew by somebody else meanwhile");
  }

  /** Gives the store, as it is and where it is now, a new token for a broker to agree on. */
  public StoreIdentity rebind(UUID newToken) throws Unavailable {
    StoreIdentity known = lastKnown();
    return change(row -> row.rebind(known, newToken), "this is another store by now");
  }

  private StoreIdentity change(TimedStatements.Call<StoreRow, Boolean> change, String otherwise)
      throws Unavailable {
    return call(
        "the marker store does not answer",
        connection -> {
          StoreRow row = new StoreRow(connection);
          if (!change.on(row)) {
            throw new Unavailable("dataSource: " + otherwise);
          }
          Opened last = opened();
          opened = new Opened(last.dialect, row.read(), last.running, last.forgets);
          return lastKnown();
        });
  }

  /**
   * The marker of the JTA transaction of the calling thread, to be written when it completes.
   *
   * <p>Written by one statement. If a fence is being written for the same transaction it waits for
   * that. There is no marker if the datasource takes no part in JTA transactions or takes no
   * writes, it is too late for this marker, the transaction was declared rolled back, or the
   * database failed.
   *
   * @throws Unavailable when the datasource gives no connection
   */
  public PendingMarker marker(HalfTransactionId id) throws Unavailable {
    return new MarkerWriter(dataSource, configuration, opened().dialect, id);
  }

  /**
   * A reader for one thread. Before a fence it asks whether broker and store agree at the moment
   * who they are.
   */
  public MarkerReader reader(BooleanSupplier confirmed) {
    return new MarkerReader(own, configuration, this::lastKnown, confirmed);
  }

  public NodeTable nodes() {
    return new NodeTable(own, configuration, opened().dialect);
  }

  public MarkerTables tables() {
    opened();
    return new MarkerTables(own, configuration);
  }

  private <T> T call(String complaint, StoreConnection.Work<T> work) throws Unavailable {
    return StoreConnection.call(own, configuration, complaint, work);
  }

  private Opened opened() {
    Opened now = opened;
    if (now == null) {
      throw new IllegalStateException("the marker store is not open");
    }
    return now;
  }
}
