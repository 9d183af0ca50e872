package dev.halfway.ra;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.lab.Logged;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.marker.MarkerTables;
import dev.halfway.ra.marker.SchemaManagement;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import jakarta.jms.JMSException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not there yet is named until it is, and then everything works without a restart. */
class ReadinessTest {

  private static final String MISSING =
      "the broker has no such queue, and auto-create-queues is false";

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Test
  void brokerComesLater() throws Exception {
    Engine engine = lab.unready("one", RelayLab.HALF);
    waitsFor(engine, "connectionFactory: the broker does not answer");

    lab.start();

    works(engine);
  }

  @Test
  void connectionFactoryIsBoundLater() throws Exception {
    lab.unbindBroker();
    Engine engine = lab.start().unready("one", RelayLab.HALF);
    waitsFor(engine, "connectionFactory: nothing is bound at jms/");

    lab.bindBroker();

    works(engine);
  }

  @Test
  void queuesComeLaterOneByOne() throws Exception {
    lab.broker.start();
    Engine engine = lab.unready("one", RelayLab.HALF);
    waitsFor(engine, "halfQueue: halfway.half.0, halfway.half.1, halfway.half.waiting: " + MISSING);
    lab.lanes(RelayLab.HALF);
    waitsFor(engine, "parkedQueue: " + RelayLab.PARKED + ": " + MISSING);
    lab.broker.queue(RelayLab.PARKED);
    waitsFor(engine, "controlQueue: " + RelayLab.CONTROL + ": " + MISSING);

    lab.queues();

    works(engine);
  }

  @Test
  void queuesOfABrokerThatCannotBeAskedComeLaterOneByOne() throws Exception {
    lab.managementQueue = null;
    lab.broker.start();
    Engine engine = lab.unready("one", RelayLab.HALF);
    waitsFor(engine, "halfQueue: cannot use halfway.half.0");
    lab.lanes(RelayLab.HALF);
    waitsFor(engine, "parkedQueue: cannot use " + RelayLab.PARKED);
    lab.broker.queue(RelayLab.PARKED);
    waitsFor(engine, "controlQueue: cannot use " + RelayLab.CONTROL);

    lab.queues();

    RelayLab.ready(engine);
  }

  @Test
  void dataSourceIsBoundLater() throws Exception {
    lab.unbindDatabase();
    Engine engine = lab.start().unready("one", RelayLab.HALF);
    waitsFor(engine, "dataSource: nothing is bound at jdbc/");

    lab.bindDatabase();

    works(engine);
  }

  @Test
  void databaseComesLater() throws Exception {
    lab.database.stop();
    Engine engine = lab.start().unready("one", RelayLab.HALF);
    waitsFor(engine, "dataSource: the marker store cannot be opened: the database is down");

    lab.database.start();

    works(engine);
  }

  @Test
  void tablesAreMadeBySomebodyElseLater() throws Exception {
    lab.schema = SchemaManagement.VALIDATE;
    Engine engine = lab.start().unready("one", RelayLab.HALF);
    waitsFor(engine, "schema: it is VALIDATE and there is no ");
    int bucket = lab.transaction().bucket();
    for (int made = bucket; made <= bucket + 1; made++) {
      for (String statement : MarkerTables.statements("H2", made)) {
        lab.sql(statement);
      }
    }

    works(engine);
  }

  @Test
  void whatIsNotThereYetWhileTheServerStartsIsNoAlarm() throws Exception {
    lab.takeoverAfter = 60_000;
    lab.startUp = 600_000;
    lab.unbindDatabase();
    try (Logged log = new Logged()) {
      Engine engine = lab.unready("one", RelayLab.HALF);
      refuses(engine, "connectionFactory: the broker does not answer");
      lab.broker.start();
      refuses(engine, "halfQueue: halfway.half.0, halfway.half.1, halfway.half.waiting: ");
      lab.queues();
      refuses(engine, "dataSource: nothing is bound at jdbc/");
      assertThat(engine.status().alarms()).isEmpty();

      lab.bindDatabase();

      works(engine);
      assertThat(log.at(Level.WARNING)).isEmpty();
      assertThat(log.at(Level.INFO))
          .singleElement()
          .asString()
          .matches(
              "half messages can be sent: node one, queues halfway\\.half\\.0 halfway\\.half\\.1"
                  + " halfway\\.half\\.waiting, marker store lab in database mem:.+");
    }
  }

  /** A round may have looked just before the server had everything. */
  @Test
  void whatARoundMissesThatBeganWhileTheServerWasStartingIsNoAlarm() throws Exception {
    lab.startUp = 600_000;
    try (Logged log = new Logged();
        ServerState server = new ServerState()) {
      DataSource there = lab.database.dataSource();
      AtomicBoolean asked = new AtomicBoolean();
      InvocationHandler oneMomentLate =
          (proxy, method, arguments) -> {
            if (asked.getAndSet(true)) {
              return method.invoke(there, arguments);
            }
            server.set("running");
            throw new SQLException("it has only just started");
          };
      Naming.bind(
          lab.dataSource,
          Proxy.newProxyInstance(
              getClass().getClassLoader(), new Class<?>[] {DataSource.class}, oneMomentLate));

      works(lab.start().unready("one", RelayLab.HALF));

      assertThat(log.at(Level.WARNING)).noneMatch(one -> one.contains(": adapter: "));
    }
  }

  @Test
  void whatIsMissingWhenTheStartIsOverIsAnAlarm() {
    lab.startUp = 1_500;

    Engine engine = lab.unready("one", RelayLab.HALF);

    waitsFor(engine, "connectionFactory: the broker does not answer");
  }

  @Test
  void whatIsMissingAfterItHasWorkedIsAnAlarmAtOnce() {
    lab.startUp = 600_000;
    Engine engine = lab.start().engine();

    lab.unbindBroker();

    eventually(
        () ->
            engine.status().alarms().stream()
                .anyMatch(one -> one.startsWith("adapter: connectionFactory: nothing is bound")));
  }

  /** A server that stops takes the broker away first. */
  @Test
  void whatIsBackInAMomentIsNoAlarm() throws Exception {
    lab.passing = 600_000;
    try (Logged log = new Logged()) {
      Engine engine = lab.start().engine();
      lab.broker.remove(RelayLab.PARKED);
      refuses(engine, "parkedQueue: " + RelayLab.PARKED + ": " + MISSING);
      lab.broker.queue(RelayLab.PARKED);

      works(engine);
      assertThat(log.at(Level.WARNING)).noneMatch(one -> one.contains(": adapter: "));
    }
  }

  @ParameterizedTest(name = "{0} messages before it is asked for again")
  @ValueSource(ints = {0, 1})
  void dataSourceThatIsMadeAnewIsFoundWithoutARestart(int before) throws Exception {
    Engine engine = lab.start().engine();
    for (int i = 0; i < before; i++) {
      lab.committed(engine, "before");
      assertThat(lab.text(RelayLab.TO)).isEqualTo("before");
    }

    lab.bindDatabaseAnew();

    // That far a marker gets without a transaction manager; it was "the database is down" before.
    try (PendingMarker marker = engine.marker(lab.transaction())) {
      assertThatThrownBy(marker::write).hasMessageContaining("auto-commit");
    }
    works(engine);
    eventually(() -> engine.status().ready());
  }

  @Test
  void sendingNeedsAMarkerStoreOrAChecker() throws Exception {
    lab.markers = false;
    Engine engine = lab.start().engine();

    assertThat(engine.store(Settlement.CHECKER, "mine")).isEqualTo("checked:lab");
    assertThatThrownBy(() -> engine.store(Settlement.MARKER, "mine"))
        .isInstanceOf(JMSException.class)
        .hasMessageContaining("dataSource: none is configured")
        .hasMessageContaining("settlement=CHECKER");
  }

  /** Without the database nothing is decided; and nothing of that counts, however long it lasts. */
  @Test
  void databaseIsAwayForAWhile() throws Exception {
    lab.maxChecks = 1;
    Engine engine = lab.start().engine();
    HalfTransactionId committed = lab.transaction();
    lab.commit(committed);
    HalfTransactionId rolledBack = lab.transaction();
    HalfTransactionId open = lab.transaction();
    try (Connection transaction = lab.open(open)) {
      lab.send(engine, open, "open");
      eventually(() -> engine.status().checked() >= 3);
      lab.database.stop();
      lab.send(engine, committed, "committed");
      lab.send(engine, rolledBack, "rolled back");
      eventually(
          () -> engine.status().alarms().stream().anyMatch(one -> one.startsWith("adapter: ")));
      assertThat(engine.status().forwarded() + engine.status().swallowed()).isZero();
      // It is for the application's own transaction to fail.
      assertThat(engine.status().ready()).isTrue();
      transaction.commit();
    }

    lab.database.start();

    assertThat(lab.texts(RelayLab.TO, 2)).containsExactlyInAnyOrder("open", "committed");
    eventually(() -> engine.status().swallowed() == 1);
    assertThat(engine.status().parked()).isZero();
    soon().until(() -> engine.status().alarms().isEmpty());
    assertThat(lab.database.borrowed()).isLessThanOrEqualTo(4);
  }

  /** While it lasts no node hears that this one lives, and nobody looks at the settings. */
  @Test
  void aRoundOfTheHousekeeperThatLastsIsAnAlarmUntilItEnds() throws Exception {
    Engine engine = lab.start().engine();
    CompletableFuture<Void> end = new CompletableFuture<>();
    lab.database.tap(
        statement -> {
          if (statement.startsWith("UPDATE halfway_node")) {
            end.join();
          }
        });

    eventually(
        () ->
            engine.status().alarms().stream()
                .anyMatch(one -> one.startsWith("housekeeper: its round has lasted for ")));

    end.complete(null);
    works(engine);
  }

  private static void waitsFor(Engine engine, String what) {
    refuses(engine, what);
    soon()
        .untilAsserted(
            () ->
                assertThat(engine.status().alarms())
                    .anyMatch(one -> one.startsWith("adapter: ") && one.contains(what)));
  }

  private static void refuses(Engine engine, String what) {
    soon()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> engine.store(Settlement.MARKER, "default"))
                    .isInstanceOf(JMSException.class)
                    .hasMessageStartingWith("half messages cannot be sent: ")
                    .hasMessageContaining(what));
    assertThat(engine.status().ready()).isFalse();
  }

  private void works(Engine engine) throws Exception {
    RelayLab.ready(engine);
    lab.committed(engine, "at last");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("at last");
    soon().until(() -> engine.status().alarms().isEmpty());
  }
}
