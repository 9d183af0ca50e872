package dev.halfway.ra.marker;

import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the marker store begin with: an empty database, and a JTA datasource to it. */
abstract class MarkerSuite {

  static final Buckets BUCKETS = new Buckets(30);
  static final MarkerConfiguration SHOP = named("shop");

  final TestDatabase database;
  DataSource plain;
  Jta jta;

  @SuppressWarnings("NullAway.Init")
  MarkerSuite(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void startWithNothing() throws SQLException {
    use(database.empty());
  }

  final void use(DataSource dataSource) {
    plain = dataSource;
    jta = new Jta(plain);
  }

  final MarkerStore opened() throws Unavailable {
    return opened(SHOP);
  }

  final MarkerStore opened(MarkerConfiguration configuration) throws Unavailable {
    MarkerStore store = store(jta.dataSource(), configuration);
    store.open();
    return store;
  }

  /** A store that is not open yet. */
  static MarkerStore store(DataSource dataSource) {
    return store(dataSource, SHOP);
  }

  static MarkerStore store(DataSource dataSource, MarkerConfiguration configuration) {
    return store(dataSource, dataSource, configuration);
  }

  static MarkerStore store(DataSource callers, DataSource own, MarkerConfiguration configuration) {
    NamedDataSource named = new NamedDataSource("dataSource", "callers", name -> callers);
    return new MarkerStore(
        named,
        own == callers ? named : new NamedDataSource("relayDataSource", "own", name -> own),
        configuration);
  }

  static MarkerConfiguration named(String store) {
    return new MarkerConfiguration(
        store, SchemaManagement.CREATE, BUCKETS, 250, 10, Duration.ofHours(24));
  }

  final void marked(MarkerStore store, HalfTransactionId id) throws Exception {
    jta.begin();
    mark(store, id);
    jta.commit();
  }

  /** Takes the marker of the current transaction, and writes it. */
  static void mark(MarkerStore store, HalfTransactionId id) throws Unavailable {
    try (PendingMarker marker = store.marker(id)) {
      marker.write();
    }
  }

  static HalfTransactionId newId() {
    return newId(System.currentTimeMillis());
  }

  static HalfTransactionId newId(long madeAt) {
    return HalfTransactionId.of(madeAt, BUCKETS, UUID.randomUUID());
  }

  static int bucketNow() {
    return BUCKETS.at(System.currentTimeMillis());
  }

  static MarkerConfiguration configuration(SchemaManagement schema, long lockTimeout) {
    return new MarkerConfiguration("shop", schema, BUCKETS, lockTimeout, 60, Duration.ofHours(24));
  }

  final void run(String statement) throws SQLException {
    try (Connection connection = plain.getConnection();
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  final long count(String table) throws SQLException {
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
