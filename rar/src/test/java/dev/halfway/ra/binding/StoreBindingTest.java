package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.Engine;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that is not the one the broker knows decides nothing until somebody says so. */
class StoreBindingTest {

  private final DataSource original = RelayLab.memory();
  @RegisterExtension private final RelayLab lab = new RelayLab(original);
  private Engine engine;
  private HalfTransactionId inDoubt;

  @BeforeEach
  void start() {
    lab.broker.callTimeout(3_000);
    lab.bindBroker();
    engine = lab.start().engine();
    inDoubt = lab.transaction();
  }

  @Test
  void cloneIsRefusedUntilItIsBoundAnew() throws Exception {
    leaveOneInDoubt();
    DataSource clone = copy(original);
    engine.stop();
    lab.replaceDatabase(clone);

    Engine stranger = lab.unready("one", RelayLab.HALF);

    soon().until(() -> alarmed(stranger, "dataSource: marker store 'lab' was written in database"));
    assertNothingIsDecided(stranger, clone);

    stranger.rebind();
    eventually(() -> stranger.status().ready());
    eventually(() -> stranger.status().swallowed() == 1);
    lab.committed(stranger, "by the clone");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("by the clone");
  }

  @Test
  void cloneThatTakesThePlaceOfTheDatabaseWhileItRunsIsRefused() throws Exception {
    try (Connection open = lab.open(inDoubt)) {
      lab.send(engine, inDoubt, "in doubt");
      eventually(() -> engine.status().checked() >= 2);
      DataSource clone = copy(original);
      lab.database.redirect(clone);

      soon().until(() -> alarmed(engine, "dataSource: marker store 'lab' was written in database"));
      soon().until(() -> lab.broker.consumers(RelayLab.HALF + ".0") == 0);
      assertNothingIsDecided(engine, clone);

      lab.database.redirect(original);
      eventually(() -> engine.status().ready());
      open.commit();
    }
    assertThat(lab.text(RelayLab.TO)).isEqualTo("in doubt");
  }

  /** The token in the row is older than the broker's: that is what a backup of it has. */
  @Test
  void restoredDatabaseIsRefusedUntilItIsBoundAnew() throws Exception {
    String before = single("SELECT token FROM halfway_store");
    engine.rebind();
    eventually(() -> engine.status().ready());
    try (Connection open = lab.open(inDoubt)) {
      lab.send(engine, inDoubt, "in doubt");
      eventually(() -> engine.status().checked() >= 2);
      lab.sql("UPDATE halfway_store SET token = '" + before + "'");
      soon()
          .until(
              () -> alarmed(engine, "store: the broker knows marker store 'lab' as another one"));
      // What it had in advance it has given back, and no fence waits for the row any more.
      soon().until(() -> lab.broker.consumers(RelayLab.WAITING) == 0);
      open.rollback();
    }

    assertNothingIsDecided(engine, original);

    engine.rebind();
    eventually(() -> engine.status().swallowed() == 1);
  }

  @Test
  void brokerThatHasLostItsJournalIsRefusedUntilItIsBoundAnew() throws Exception {
    lab.broker.stop();
    lab.broker.newJournal().start();
    lab.queues();

    soon()
        .until(() -> alarmed(engine, "controlQueue: the broker does not know marker store 'lab'"));
    assertRefusesToSend(engine, "controlQueue");

    engine.rebind();
    eventually(() -> engine.status().ready());
    lab.committed(engine, "into the new journal");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("into the new journal");
  }

  @Test
  void secondDatabaseOfTheSameNameIsRefused() throws Exception {
    leaveOneInDoubt();
    DataSource second = RelayLab.memory();
    engine.stop();
    lab.replaceDatabase(second);

    Engine stranger = lab.unready("one", RelayLab.HALF);

    soon()
        .until(
            () -> alarmed(stranger, "store: the broker knows marker store 'lab' as another one"));
    assertNothingIsDecided(stranger, second);
  }

  @Test
  void databaseUnderAnotherNameThanItsOwnIsRefused() throws Exception {
    engine.stop();
    lab.store = "another";

    Engine stranger = lab.unready("one", RelayLab.HALF);

    soon().until(() -> alarmed(stranger, "store: this database belongs to store 'lab'"));
    assertRefusesToSend(stranger, "store: ");
  }

  /** Two applications may share a broker, and even, by mistake, a queue. */
  @Test
  void messagesOfAnotherStoreAreReportedAndNeverTouched() throws Exception {
    leaveOneInDoubt();
    engine.stop();
    lab.store = "another";
    lab.replaceDatabase(RelayLab.memory());
    Engine other = lab.engine("two", RelayLab.HALF);
    lab.committed(other, "its own");
    HalfTransactionId discarded = lab.transaction();
    lab.send(other, discarded, "its own phantom");

    assertThat(lab.text(RelayLab.TO)).isEqualTo("its own");
    eventually(() -> other.status().swallowed() == 1);
    soon()
        .until(
            () ->
                alarmed(
                    other,
                    "messages of another application in "
                        + RelayLab.WAITING
                        + ": 1 in "
                        + RelayLab.WAITING));
    assertThat(lab.count(RelayLab.WAITING)).isEqualTo(1);
    assertThat(other.inDoubt(10)).isEmpty();
    assertThat(other.find(inDoubt + ".0")).isEmpty();
    other.stop();

    lab.store = "lab";
    lab.replaceDatabase(original);
    Engine mine = lab.engine();
    eventually(() -> mine.status().swallowed() == 1);
  }

  /** They may have ceased to agree meanwhile: what is committed is delivered, the rest waits. */
  @Test
  void nothingIsFencedWhileTheBrokerCannotBeAskedWhomItKnows() throws Exception {
    lab.broker.remove(RelayLab.CONTROL);
    soon().until(() -> alarmed(engine, "controlQueue: cannot use " + RelayLab.CONTROL));

    lab.send(engine, inDoubt, "in doubt");
    lab.committed(engine, "committed");

    assertThat(lab.text(RelayLab.TO)).isEqualTo("committed");
    eventually(() -> engine.status().checked() >= 3);
    assertThat(engine.status().swallowed()).isZero();
    assertThat(lab.count(RelayLab.WAITING)).isEqualTo(1);
    lab.broker.queue(RelayLab.CONTROL);
    soon().until(() -> !engine.status().ready());
    engine.rebind();
    eventually(() -> engine.status().swallowed() == 1);
  }

  /** Its messages carry another id, and so the relays have to select anew. */
  @Test
  void anotherStoreThatIsBoundWhileANodeRunsIsRelayedWithoutARestart() throws Exception {
    DataSource other = copy(original);
    try (Connection connection = other.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE halfway_store SET id = RANDOM_UUID()");
    }
    String before = engine.store(Settlement.MARKER, "default");
    lab.database.redirect(other);
    soon().until(() -> !engine.status().ready());

    engine.rebind();
    eventually(() -> engine.status().ready());

    assertThat(engine.store(Settlement.MARKER, "default")).isNotEqualTo(before);
    lab.send(engine, lab.transaction(), "a phantom of the other's");
    eventually(() -> engine.status().swallowed() == 1);
  }

  @Test
  void nodesThatStartAtOnceBindTheSameStore() {
    engine.stop();
    lab.broker.stop();
    lab.replaceDatabase(RelayLab.memory());
    lab.broker.newJournal().start();
    lab.queues();
    List<Engine> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(lab.unready("node" + i, RelayLab.HALF));
    }

    nodes.forEach(RelayLab::ready);

    // One that has to wait for the others may say that it lasts.
    soon().until(() -> nodes.stream().allMatch(node -> node.status().alarms().isEmpty()));
  }

  /** Rolled back, and so to be discarded; but the engine is stopped before it finds out. */
  private void leaveOneInDoubt() throws Exception {
    try (Connection open = lab.open(inDoubt)) {
      lab.send(engine, inDoubt, "in doubt");
      eventually(() -> lab.count(RelayLab.WAITING) == 1);
      engine.stop();
      open.rollback();
    }
  }

  private void assertNothingIsDecided(Engine refused, DataSource database) throws Exception {
    assertRefusesToSend(refused, ": ");
    await()
        .during(Duration.ofMillis(600))
        .atMost(Duration.ofSeconds(40))
        .until(() -> lab.count(RelayLab.WAITING) == 1 && refused.status().swallowed() == 0);
    assertThat(rows(database)).isZero();
    assertThat(refused.resolve(inDoubt + ".0", Verdict.ROLLBACK)).isEqualTo(Resolution.NOT_FOUND);
    assertThat(lab.count(RelayLab.WAITING)).isEqualTo(1);
  }

  private static void assertRefusesToSend(Engine refused, String why) {
    assertThat(refused.status().ready()).isFalse();
    assertThatThrownBy(() -> refused.store(Settlement.MARKER, "default"))
        .isInstanceOf(JMSException.class)
        .hasMessageStartingWith("half messages cannot be sent: ")
        .hasMessageContaining(why);
  }

  private long rows(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COUNT(*) FROM halfway_marker_" + inDoubt.bucket())) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private String single(String query) throws SQLException {
    try (Connection connection = original.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static boolean alarmed(Engine engine, String text) {
    Predicate<String> says = one -> one.contains(text);
    return engine.status().alarms().stream().anyMatch(says);
  }

  /** All rows of all tables, in another database. */
  private static DataSource copy(DataSource from) throws SQLException {
    DataSource copy = RelayLab.memory();
    try (Connection source = from.getConnection();
        Statement read = source.createStatement();
        Connection target = copy.getConnection();
        Statement write = target.createStatement();
        ResultSet script = read.executeQuery("SCRIPT")) {
      while (script.next()) {
        String line = script.getString(1);
        if (!line.startsWith("CREATE USER")) {
          write.execute(line);
        }
      }
    }
    return copy;
  }
}
