package dev.halfway.ra.binding;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.Database;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.portability.Takeovers;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half queues of a node that is gone are settled by another one, and everything comes once. */
class TakeoverOnBrokerTest implements Takeovers {

  private static final String OTHER = "halfway.other";

  @RegisterExtension private final RelayLab lab = new RelayLab();

  @Override
  public EngineLab lab() {
    return lab;
  }

  private void start() {
    // An idle lane is heard of once a second.
    lab.takeoverAfter = 2_500;
    lab.start().lanes(OTHER);
  }

  /** Otherwise nobody would look for what it leaves behind if it dies in its first seconds. */
  @Test
  void nodeIsKnownBeforeItSendsAnything() throws Exception {
    start();
    lab.heartbeat = 60_000;

    lab.engine();

    assertThat(registered())
        .containsExactly(RelayLab.HALF + ".0", RelayLab.HALF + ".1", RelayLab.WAITING);
  }

  /** A broker that makes queues for whoever looks would make them again. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void queuesThatWereRemovedWithTheirNodeAreForgottenAndNotMadeAgain(boolean making)
      throws Exception {
    start();
    lab.broker.with(
        "#", EmbeddedBroker.settings().setAutoCreateQueues(making).setAutoCreateAddresses(making));
    lab.forgetAfter = 1_500;
    Engine one = lab.engine();
    Set<RemotingConnection> ones = lab.broker.openConnections();
    Engine two = lab.engine("two", OTHER);
    one.stop();
    // Closed without waiting for it: its consumers must not be taken for the other one's.
    soon().until(() -> Collections.disjoint(lab.broker.openConnections(), ones));
    List<String> queues = List.of(RelayLab.HALF + ".0", RelayLab.HALF + ".1", RelayLab.WAITING);
    eventually(() -> two.status().takenOver().equals(queues));
    for (String lane : queues.subList(0, 2)) {
      eventually(() -> lab.broker.consumers(lane) == 1);
    }
    queues.forEach(lab.broker::remove);

    soon().until(() -> registered().stream().noneMatch(one2 -> one2.startsWith(RelayLab.HALF)));
    soon().until(() -> two.status().alarms().isEmpty());
    eventually(() -> two.status().takenOver().isEmpty());
    if (making) {
      // Removed between the question whether a queue is there and the look into it: made once more.
      queues.stream().filter(lab.broker::has).forEach(lab.broker::remove);
    }
    assertThat(queues).noneMatch(lab.broker::has);
  }

  /** What a consumer was sent in advance nobody else can have: it would be stuck with the first. */
  @Test
  void nodeThatHasLostItsDatabaseGivesUpWhatItHolds() throws Exception {
    start();
    Database others = new Database(lab.database.dataSource());
    Engine one = lab.engine();
    lab.dataSource = "jdbc/another-way-to-the-same";
    Naming.bind(lab.dataSource, others.dataSource());
    Engine two = lab.engine("two", OTHER);
    others.stop();
    HalfTransactionId first = lab.transaction();
    lab.commit(first);
    sendTo(OTHER + ".0", lab.draft(one, first), "first");
    eventually(() -> two.status().alarms().stream().anyMatch(a -> a.startsWith(OTHER + ".0")));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      HalfTransactionId id = lab.transaction();
      lab.commit(id);
      sent.add("later " + i);
      sendTo(OTHER + ".0", lab.draft(one, id), sent.get(i));
    }
    sent.add("first");

    assertThat(lab.texts(RelayLab.TO, 7)).containsExactlyInAnyOrderElementsOf(sent);

    eventually(() -> one.status().takenOver().contains(OTHER + ".0"));
    others.start();
    eventually(() -> one.status().takenOver().isEmpty());
    Naming.unbind("jdbc/another-way-to-the-same");
  }

  private void sendTo(String lane, Draft draft, String text) throws Exception {
    lab.using(
        session -> {
          Message message = draft.around(session.createTextMessage(text));
          session.createProducer(session.createQueue(lane)).send(message);
          return message;
        });
  }

  /** The queues in the registry. */
  private List<String> registered() throws SQLException {
    try (Connection connection = lab.database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT queue FROM halfway_node ORDER BY queue")) {
      List<String> queues = new ArrayList<>();
      while (rows.next()) {
        queues.add(rows.getString(1));
      }
      return queues;
    }
  }
}
