package dev.halfway.ra.portability;

import static dev.halfway.ra.lab.EngineLab.eventually;
import static dev.halfway.ra.lab.EngineLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.Draft;
import dev.halfway.ra.lab.EngineLab;
import dev.halfway.ra.lab.Load;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Half queues of a node that is gone are settled by another one, and everything comes once. */
public interface Takeovers extends OnABroker {

  String SECOND = "halfway.half.other";

  private void start() {
    // An idle lane is heard of once a second.
    lab().takeoverAfter = 2_500;
    lab().start().lanes(SECOND);
  }

  @Test
  default void nodeThatIsGoneIsReplacedAndHasItsQueuesBackWhenItReturns() throws Exception {
    start();
    Engine one = lab().engine();
    Engine two = lab().engine("two", SECOND);
    HalfTransactionId open = lab().transaction();
    try (Connection transaction = lab().open(open)) {
      lab().send(one, open, "was open");
      eventually(() -> lab().count(EngineLab.WAITING) == 1);
      one.stop(1);
      transaction.commit();
    }
    HalfTransactionId committed = lab().transaction();
    lab().commit(committed);
    sendTo(EngineLab.HALF + ".0", lab().draft(two, committed), "committed");
    HalfTransactionId rolledBack = lab().transaction();
    sendTo(EngineLab.HALF + ".1", lab().draft(two, rolledBack), "rolled back");

    assertThat(lab().texts(EngineLab.TO, 2)).containsExactlyInAnyOrder("was open", "committed");
    soon()
        .untilAsserted(
            () ->
                assertThat(two.status().takenOver())
                    .containsExactly(
                        EngineLab.HALF + ".0", EngineLab.HALF + ".1", EngineLab.WAITING));
    eventually(() -> two.status().swallowed() == 1);

    Engine back = lab().engine();

    eventually(() -> two.status().takenOver().isEmpty());
    // The other one may still be about to close its consumers.
    soon()
        .until(
            () -> {
              lab().committed(back, "mine again");
              assertThat(lab().text(EngineLab.TO)).isEqualTo("mine again");
              return back.status().forwarded() > 0;
            });
  }

  @Test
  default void lanesThatTheConfigurationNoLongerHasAreDrainedAndForgotten() throws Exception {
    start();
    lab().forgetAfter = 1_500;
    lab().lanes = 4;
    lab().lanes(EngineLab.HALF);
    Engine before = lab().engine();
    before.stop();
    lab().lanes = 2;
    Engine after = lab().engine();
    for (int lane = 0; lane < 4; lane++) {
      HalfTransactionId id = lab().transaction();
      lab().commit(id);
      sendTo(EngineLab.HALF + "." + lane, lab().draft(after, id), "lane " + lane);
    }

    assertThat(lab().texts(EngineLab.TO, 4))
        .containsExactlyInAnyOrder("lane 0", "lane 1", "lane 2", "lane 3");

    soon()
        .untilAsserted(
            () ->
                assertThat(registered())
                    .containsExactly(
                        EngineLab.HALF + ".0", EngineLab.HALF + ".1", EngineLab.WAITING));
    eventually(() -> after.status().takenOver().isEmpty());
  }

  @Test
  default void twoRelaysOnTheSameQueuesLoseAndRepeatNothing() throws Exception {
    start();
    int many = 400;
    lab().batch = 7;
    lab().takeoverAfter = 60_000;
    Engine one = lab().engine();
    Engine two = lab().engine("two", EngineLab.HALF);
    int round = 0;
    while (one.status().forwarded() == 0 || two.status().forwarded() == 0) {
      long rounds = ++round;
      assertThat(rounds).as("rounds, and one of the two does nothing").isLessThan(100);
      List<Draft> drafts = Load.committed(lab(), one, many);
      for (int i = 0; i < 20; i++) {
        drafts.add(lab().draft(two, lab().transaction()));
      }

      Load.inOneGo(lab(), drafts);

      eventually(() -> one.status().swallowed() + two.status().swallowed() == 20 * rounds);
      eventually(() -> one.status().forwarded() + two.status().forwarded() == many * rounds);
      assertThat(Load.drain(lab(), EngineLab.TO))
          .containsExactlyInAnyOrderElementsOf(Load.texts(many));
    }
  }

  private void sendTo(String lane, Draft draft, String text) throws Exception {
    lab()
        .using(
            session -> {
              Message message = draft.around(session.createTextMessage(text));
              session.createProducer(session.createQueue(lane)).send(message);
              return message;
            });
  }

  /** The queues in the registry. */
  private List<String> registered() throws SQLException {
    try (Connection connection = lab().database.dataSource().getConnection();
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
