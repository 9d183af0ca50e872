package dev.halfway.ra.marker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Opening the store, and writing markers. */
abstract class MarkerStoreTest extends MarkerSuite {

  MarkerStoreTest(TestDatabase database) {
    super(database);
  }

  @Test
  void newStoreHasAllTablesAndAnIdentityThatStays() throws Exception {
    StoreIdentity first = store(jta.dataSource()).open();
    StoreIdentity second = store(jta.dataSource()).open();

    assertThat(second).isEqualTo(first);
    assertThat(first.name()).isEqualTo("shop");
    assertThat(first.bound()).isFalse();
    assertThat(first.database().isSame()).isTrue();
    assertThat(count("halfway_store")).isEqualTo(1);
    assertThat(count("halfway_node")).isZero();
    assertThat(count("halfway_marker_" + bucketNow())).isZero();
    assertThat(count("halfway_marker_" + (bucketNow() + 1))).isZero();
  }

  @Test
  void thereIsNeverASecondStoreInOneDatabase() throws Exception {
    opened();

    assertThatThrownBy(
            () ->
                run(
                    "INSERT INTO halfway_store (singleton, name, id, token, bound,"
                        + " database_identity, bucket_days) SELECT 2, name, id, token, bound,"
                        + " database_identity, bucket_days FROM halfway_store"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void nodesThatStartAtOnceOpenTheSameStore() throws Exception {
    int nodes = 8;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    try {
      List<Future<StoreIdentity>> opening = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        MarkerStore store = store(jta.dataSource());
        opening.add(
            threads.submit(
                () -> {
                  start.await();
                  return store.open();
                }));
      }
      start.countDown();
      StoreIdentity one = opening.get(0).get(60, SECONDS);
      for (Future<StoreIdentity> other : opening) {
        assertThat(other.get(60, SECONDS)).isEqualTo(one);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(count("halfway_store")).isEqualTo(1);
    assertThat(opened().tables().existing()).containsExactly(bucketNow(), bucketNow() + 1);
  }

  @Test
  void storeOfAnotherNameIsRefused() throws Exception {
    opened();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> opened(named("office")))
        .withMessageStartingWith("store:")
        .withMessageContaining("'shop'")
        .withMessageContaining("'office'");
  }

  @Test
  void storeOfOtherBucketsIsRefused() throws Exception {
    opened();
    MarkerConfiguration weekly =
        new MarkerConfiguration(
            "shop", SchemaManagement.CREATE, new Buckets(7), 250, 10, Duration.ofHours(24));

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> opened(weekly))
        .withMessageStartingWith("bucketDays:");
  }

  @Test
  void everythingButMarkersGoesThroughTheDatasourceOfItsOwn() throws Exception {
    AtomicBoolean taken = new AtomicBoolean();
    DataSource callers =
        Doubles.dataSource(
            () -> {
              if (taken.get()) {
                throw new SQLException("all connections are taken");
              }
              return jta.dataSource().getConnection();
            });
    MarkerStore store = store(callers, plain, SHOP);
    store.open();
    HalfTransactionId committed = newId();
    HalfTransactionId lost = newId();
    marked(store, committed);
    taken.set(true);

    try (MarkerReader markers = store.reader(() -> true)) {
      assertThat(markers.read(List.of(committed, lost)))
          .containsEntry(committed, Marker.COMMITTED)
          .containsEntry(lost, Marker.ABSENT);
      assertThat(markers.fence(lost)).isEqualTo(Marker.ROLLED_BACK);
    }
    store.nodes().heartbeat("half.0", false, "one");
    assertThat(store.tables().existing()).isNotEmpty();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> mark(store, newId()));
  }

  @Test
  void datasourcesOfTwoDatabasesAreRefusedAtTheStartAndLater() throws Exception {
    DataSource here = plain;
    DataSource elsewhere = database.empty();
    DataSource[] callers = {elsewhere};
    MarkerStore store = store(Doubles.dataSource(() -> callers[0].getConnection()), here, SHOP);

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(store::open)
        .withMessageStartingWith("relayDataSource:");

    callers[0] = here;
    StoreIdentity identity = store.open();
    assertThat(store.identify()).isEqualTo(identity);
    store(elsewhere).open();
    callers[0] = elsewhere;

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(store::identify)
        .withMessageStartingWith("relayDataSource:");
  }

  @Test
  void nodeWhoseClockIsFarOffIsRefused() {
    NamedDataSource data = new NamedDataSource("dataSource", "data", name -> jta.dataSource());
    for (long hours : new long[] {-25, 25}) {
      MarkerStore store =
          new MarkerStore(
              data,
              data,
              SHOP,
              () -> System.currentTimeMillis() + Duration.ofHours(hours).toMillis());

      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(store::open)
          .withMessageContaining("clock")
          .withMessageContaining("apart");
    }
  }

  @Test
  void validationNamesWhatIsMissingAndHowToMakeIt() throws Exception {
    MarkerConfiguration validating = configuration(SchemaManagement.VALIDATE, 250);
    int bucket = bucketNow();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> opened(validating))
        .withMessageStartingWith("schema:")
        .withMessageContaining("halfway_store")
        .withMessageContaining("halfway_node")
        .withMessageContaining("CREATE TABLE IF NOT EXISTS halfway_marker_" + bucket)
        .withMessageContaining("CREATE TABLE IF NOT EXISTS halfway_marker_" + (bucket + 1));

    for (String statement : MarkerTables.statements(database.product(), bucket)) {
      run(statement);
    }
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> opened(validating))
        .withMessageContaining("no halfway_marker_" + (bucket + 1))
        .withMessageNotContaining("halfway_store");

    for (String statement : MarkerTables.statements(database.product(), bucket + 1)) {
      run(statement);
    }
    MarkerStore store = opened(validating);
    HalfTransactionId id = newId();
    marked(store, id);
    assertThat(store.reader(() -> true).read(List.of(id))).containsEntry(id, Marker.COMMITTED);
  }

  @Test
  void databaseThatTakesNoWritesIsRefused() throws Exception {
    use(database.readOnly(prepared -> store(prepared).open()));

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(this::opened)
        .withMessageStartingWith("dataSource:")
        .withMessageContaining("takes no writes");
  }

  @Test
  void databaseThatTakesNoWritesIsRefusedBeforeThereAreTables() throws Exception {
    use(
        database.readOnly(
            prepared -> {
              try (Connection connection = prepared.getConnection();
                  Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE something_else (id INTEGER)");
              }
            }));

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(this::opened)
        .withMessageStartingWith("dataSource:")
        .withMessageContaining("takes no writes");
  }

  @Test
  void rehearsedWriteLeavesNothingBehind() throws Exception {
    opened();

    assertThat(count("halfway_marker_" + bucketNow())).isZero();
  }

  @Test
  void bindingAndRebindingAreKept() throws Exception {
    MarkerStore store = opened();
    StoreIdentity made = store.lastKnown();

    assertThat(store.bind().bound()).isTrue();
    assertThat(opened().lastKnown().bound()).isTrue();

    UUID token = UUID.randomUUID();
    assertThat(store.rebind(token).bound()).isFalse();
    StoreIdentity anew = opened().lastKnown();
    assertThat(anew.token()).isEqualTo(token);
    assertThat(anew.id()).isEqualTo(made.id());
    assertThat(anew).isEqualTo(store.lastKnown());
  }

  @Test
  void nobodyBindsATokenThatIsOutdated() throws Exception {
    MarkerStore store = opened();
    opened().rebind(UUID.randomUUID());

    assertThatExceptionOfType(Unavailable.class).isThrownBy(store::bind);
    assertThat(store.identify().bound()).isFalse();
    assertThat(store.bind().bound()).isTrue();
  }

  @Test
  void storeWorksWithConnectionsThatAreNotInAutoCommitByDefault() throws Exception {
    Tap tap = new Tap(Doubles.changed(plain, connection -> connection.setAutoCommit(false)));
    use(tap.dataSource());
    Tap.Commit none =
        connection -> {
          throw new SQLException("nothing is to be committed by hand");
        };
    tap.commit = none;

    MarkerStore store = store(plain);
    store.open();

    assertThat(store(plain).open()).isEqualTo(store.lastKnown());
  }

  @Test
  void everythingButTheMarkerIsRefusedWithinATransaction() throws Exception {
    for (boolean tolerant : new boolean[] {false, true}) {
      jta = new Jta(plain, tolerant);
      MarkerStore store = opened();
      jta.begin();
      try {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(store::identify);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(store::open);
      } finally {
        jta.rollback();
      }
    }
  }

  @Test
  void markerCommitsAndRollsBackWithItsTransaction() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId committed = newId();
    HalfTransactionId rolledBack = newId();

    marked(store, committed);
    jta.begin();
    mark(store, rolledBack);
    jta.rollback();

    try (MarkerReader reader = store.reader(() -> true)) {
      assertThat(reader.read(List.of(committed, rolledBack)))
          .containsEntry(committed, Marker.COMMITTED)
          .containsEntry(rolledBack, Marker.ABSENT)
          .hasSize(2);
    }
  }

  @Test
  void markerIsOneStatementOnAConnectionThatIsGivenBackUnchanged() throws Exception {
    opened();
    Tap tap = new Tap(plain);
    use(tap.dataSource());
    MarkerStore store = opened();
    jta.begin();
    int before = tap.statements.get();

    mark(store, newId());

    assertThat(tap.statements.get() - before).isEqualTo(1);
    try (Connection connection = jta.connection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.getQueryTimeout()).isZero();
    }
    jta.commit();
    assertThat(tap.returned).hasValue(tap.borrowed.size());
  }

  /** As Payara, whose component is over when the transaction completes. */
  @Test
  void markerGoesThroughTheConnectionOfTheFirstMessage() throws Exception {
    opened();
    AtomicBoolean componentIsOver = new AtomicBoolean();
    DataSource enlists = jta.dataSource();
    MarkerStore store =
        opened(
            Doubles.dataSource(
                () -> componentIsOver.get() ? plain.getConnection() : enlists.getConnection()));
    HalfTransactionId id = newId();
    jta.begin();
    try (PendingMarker marker = store.marker(id)) {
      componentIsOver.set(true);
      marker.write();
    }
    jta.rollback();

    assertThat(count("halfway_marker_" + bucketNow())).isZero();
  }

  @Test
  void applicationThatGoesBackToASavepointKeepsTheMarker() throws Exception {
    MarkerStore store = opened();
    jta.begin();
    try (Statement application = jta.connection().createStatement()) {
      application.execute("SAVEPOINT before_the_message");
      try (PendingMarker marker = store.marker(newId())) {
        application.execute("ROLLBACK TO SAVEPOINT before_the_message");
        marker.write();
      }
    }
    jta.commit();

    assertThat(count("halfway_marker_" + bucketNow())).isEqualTo(1);
  }

  @Test
  void connectionThatTheServerClosedMeanwhileIsTakenAgain() throws Exception {
    opened();
    DataSource enlists = jta.dataSource();
    AtomicBoolean closed = new AtomicBoolean();
    MarkerStore store =
        opened(
            Doubles.dataSource(
                () -> answering(enlists.getConnection(), "isClosed", closed.getAndSet(false))));
    HalfTransactionId id = newId();
    jta.begin();
    closed.set(true);
    mark(store, id);
    jta.commit();

    assertThat(count("halfway_marker_" + bucketNow())).isEqualTo(1);
  }

  /** As Open Liberty says of each connection. */
  @Test
  void connectionThatTakesPartIsTakenAtItsWorkAndNotAtItsWord() throws Exception {
    opened();
    DataSource enlists = jta.dataSource();
    MarkerStore store =
        opened(Doubles.dataSource(() -> answering(enlists.getConnection(), "getAutoCommit", true)));
    jta.begin();
    mark(store, newId());
    jta.rollback();
    assertThat(count("halfway_marker_" + bucketNow())).isZero();

    jta.begin();
    mark(store, newId());
    jta.commit();
    assertThat(count("halfway_marker_" + bucketNow())).isEqualTo(1);
  }

  private static MarkerStore opened(DataSource dataSource) throws Unavailable {
    MarkerStore store = store(dataSource);
    store.open();
    return store;
  }

  /** A connection that gives one answer of its own. */
  private static Connection answering(Connection real, String question, boolean answer) {
    return Doubles.of(
        Connection.class,
        (proxy, method, arguments) ->
            method.getName().equals(question)
                ? (Object) answer
                : Doubles.forward(real, method, arguments));
  }

  @Test
  void markerOutsideATransactionIsRefused() throws Exception {
    MarkerStore store = opened();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> mark(store, newId()))
        .withMessageStartingWith("dataSource:")
        .withMessageContaining("auto-commit");
    assertThat(count("halfway_marker_" + bucketNow())).isZero();
  }

  @Test
  void markerThatComesTooLateIsRefused() throws Exception {
    MarkerStore store = opened();
    long now = System.currentTimeMillis();
    HalfTransactionId old = madeAt(now - Duration.ofHours(25).toMillis());
    HalfTransactionId young = madeAt(now - Duration.ofHours(23).toMillis());

    jta.begin();
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> mark(store, old))
        .withMessageContaining("too late");
    mark(store, young);
    jta.commit();

    try (MarkerReader reader = store.reader(() -> true)) {
      assertThat(reader.read(List.of(old, young)))
          .containsEntry(old, Marker.ABSENT)
          .containsEntry(young, Marker.COMMITTED);
    }
  }

  @Test
  void markerWithoutATableIsRefused() throws Exception {
    MarkerStore store = opened();
    jta.begin();
    try {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> mark(store, new HalfTransactionId(1, newId().uuid())))
          .withMessageStartingWith("schema:")
          .withMessageContaining("clock");
    } finally {
      jta.rollback();
    }
  }

  @Test
  void secondWriterOfAKeyWaitsAndFailsWhenTheFirstCommits() throws Exception {
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> secondWriterOfAKey(Jta::commit))
        .withMessageContaining("declared rolled back");
  }

  @Test
  void secondWriterOfAKeyWaitsAndSucceedsWhenTheFirstRollsBack() throws Exception {
    secondWriterOfAKey(Jta::rollback);
  }

  @FunctionalInterface
  private interface End {
    void of(Jta transaction) throws SQLException;
  }

  private void secondWriterOfAKey(End first) throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      jta.begin();
      mark(store, id);
      Future<?> second =
          thread.submit(
              () -> {
                jta.begin();
                try {
                  mark(store, id);
                  return null;
                } finally {
                  jta.rollback();
                }
              });
      assertThatThrownBy(() -> second.get(300, MILLISECONDS)).isInstanceOf(TimeoutException.class);
      first.of(jta);
      try {
        second.get(30, SECONDS);
      } catch (ExecutionException e) {
        throw (Exception) e.getCause();
      }
    } finally {
      thread.shutdownNow();
    }
  }

  /** In the bucket that there is a table for, whenever it was made. */
  private static HalfTransactionId madeAt(long time) {
    return new HalfTransactionId(bucketNow(), newId(time).uuid());
  }
}
