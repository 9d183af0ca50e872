package dev.halfway.ra.relay;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.AdapterConfiguration;
import dev.halfway.ra.Engine;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.marker.MarkerStore;
import dev.halfway.ra.marker.NamedDataSource;
import dev.halfway.ra.protocol.ExponentialBackoff;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Markers are kept as long as a half message may need them, and not longer. */
class MarkerRetentionTest {

  private static final long DAY = Duration.ofDays(1).toMillis();

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Test
  void tableOfTheNextBucketIsMadeAhead() throws Exception {
    lab.retention = 100;
    lab.start().engine();
    int bucket = lab.transaction().bucket();
    assertThat(exists(bucket)).isTrue();
    assertThat(exists(bucket + 1)).isTrue();
    lab.sql("DROP TABLE halfway_marker_" + (bucket + 1));

    soon().until(() -> exists(bucket + 1));
  }

  @Test
  void tableThatIsOverIsDroppedOnlyWhenNothingThatOldIsInAnyQueue() throws Exception {
    // What nobody looks at is never in anybody's hands.
    lab.backoff = new ExponentialBackoff(3_600_000, 3_600_000);
    HalfTransactionId old = lab.transaction(overSinceToday());
    int bucket = old.bucket();
    List<String> statements = new CopyOnWriteArrayList<>();
    lab.database.tap(statements::add);
    Engine engine = lab.start().engine();
    // Once when it starts, and twice when it looks for what is over; and then it goes on.
    eventually(() -> looks(statements) == 3);
    statements.clear();
    eventually(() -> statements.stream().anyMatch(one -> one.contains("FROM halfway_node")));
    makeTable(bucket);
    makeTable(bucket + 1);
    lab.commit(old);
    lab.send(lab.draft(engine, old).to("nowhere yet"), "old");
    eventually(() -> engine.status().setAside() > 0);
    engine.stop();
    lab.retention = 100;
    statements.clear();

    Engine again = lab.engine();
    eventually(() -> looks(statements) > 7);

    assertThat(exists(bucket)).isTrue();
    lab.broker.queue("nowhere yet");
    assertThat(again.check(old + ".0")).isEqualTo(Resolution.DELIVERED);
    soon().until(() -> !exists(bucket));
    assertThat(exists(bucket + 1)).isTrue();
    assertThat(again.status().parked()).isZero();
    assertThat(statements).noneMatch(one -> one.contains("DELETE FROM halfway_marker"));
  }

  /** Whoever browses does not see what a consumer was given; it may come back. */
  @Test
  void oneLookAloneDropsNothing() throws Exception {
    int bucket = lab.transaction(overSinceToday()).bucket();
    lab.start();
    AdapterConfiguration configuration = lab.configuration("one", RelayLab.HALF);
    NamedDataSource data =
        new NamedDataSource("dataSource", "data", name -> lab.database.dataSource());
    MarkerStore store = new MarkerStore(data, data, configuration.store().markers());
    store.open();
    makeTable(bucket);
    MarkerRetention retention =
        new MarkerRetention(lab.brokerOf(configuration), RelayLab.PARKED, lab.buckets);
    lab.using(
        session -> {
          Message message = session.createMessage();
          message.setStringProperty(PropertyNames.STORE, "checked:lab");
          message.setIntProperty(PropertyNames.BUCKET, bucket);
          session.createProducer(session.createQueue(RelayLab.WAITING)).send(message);
          return message;
        });

    try (jakarta.jms.Connection hands = lab.broker.connections().createConnection()) {
      hands.start();
      Session session = hands.createSession(true, Session.SESSION_TRANSACTED);
      assertThat(session.createConsumer(session.createQueue(RelayLab.WAITING)).receive(40_000))
          .isNotNull();
      keep(retention, store);
    }
    assertThat(exists(bucket)).isTrue();
    keep(retention, store);
    lab.received(RelayLab.WAITING);
    keep(retention, store);
    assertThat(exists(bucket)).isTrue();

    keep(retention, store);

    assertThat(exists(bucket)).isFalse();
  }

  private static void keep(MarkerRetention retention, MarkerStore store) throws Exception {
    List<String> queues = List.of(RelayLab.HALF + ".0", RelayLab.WAITING);
    retention.keep(store.tables(), queues, new Ownership(null, "lab"));
  }

  /** Nobody knows any more whether it committed, so nobody may call it rolled back. */
  @Test
  void messageWhoseMarkersAreGoneIsParkedAndNeverFenced() throws Exception {
    Engine engine = lab.start().engine();
    HalfTransactionId old = lab.transaction(System.currentTimeMillis() - 300 * DAY);

    lab.send(engine, old, "forgotten");

    eventually(() -> engine.status().parked() == 1);
    HalfTransaction parked = engine.inDoubt(10).get(0);
    assertThat(parked.state()).isEqualTo(State.PARKED);
    assertThat(parked.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(parked.cause()).contains("the markers of that time were dropped");
    assertThat(engine.status().checked()).isZero();
    assertThat(engine.check(parked.id())).isEqualTo(Resolution.UNDECIDED);
    assertThat(engine.resolve(parked.id(), Verdict.COMMIT)).isEqualTo(Resolution.DELIVERED);
    assertThat(lab.text(RelayLab.TO)).isEqualTo("forgotten");
  }

  /** Its table may be dropped at any moment, and with it the fence. */
  @Test
  void undecidedMessageBeyondTheHorizonIsParkedAlthoughThereIsATable() throws Exception {
    Engine engine = lab.start().engine();
    HalfTransactionId old = lab.transaction(overSinceToday());
    makeTable(old.bucket());

    lab.send(engine, old, "beyond");

    eventually(() -> engine.status().parked() == 1);
    assertThat(engine.status().checked()).isZero();
    try (Connection connection = lab.database.dataSource().getConnection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT * FROM halfway_marker_" + old.bucket())) {
      assertThat(rows.next()).isFalse();
    }
  }

  /** A time in the youngest bucket that may be dropped. */
  private long overSinceToday() {
    long bucket = lab.transaction().bucket() - 2L;
    return bucket * lab.buckets.days() * DAY + DAY;
  }

  private void makeTable(int bucket) throws SQLException {
    lab.sql(
        "CREATE TABLE IF NOT EXISTS halfway_marker_"
            + bucket
            + " (id UUID NOT NULL PRIMARY KEY, committed BOOLEAN NOT NULL)");
  }

  private boolean exists(int bucket) throws SQLException {
    try (Connection connection = lab.database.dataSource().getConnection();
        ResultSet tables =
            connection.getMetaData().getTables(null, null, "HALFWAY_MARKER_" + bucket, null)) {
      return tables.next();
    }
  }

  /** How often the tables were looked at. */
  private static long looks(List<String> statements) {
    return statements.stream().filter(one -> one.contains("INFORMATION_SCHEMA.TABLES")).count();
  }
}
