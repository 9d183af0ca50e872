package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.eventually;
import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Engine;
import dev.halfway.ra.lab.EmbeddedBroker;
import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import jakarta.jms.JMSException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Queues come into being on purpose or not at all, and a broker that does not answer is waited for.
 */
class OwnQueuesTest {

  private static final String SILENT = "silent";
  private static final int MANY = 60;

  private final RelayLab lab = new RelayLab();

  @AfterEach
  void stop() {
    lab.close();
    Naming.unbind(SILENT);
  }

  /**
   * The waiting queue has no consumer and is empty most of the time. When a broker deletes it, what
   * is being moved into it is lost.
   */
  @Test
  void brokerThatDeletesQueuesIsRefusedUntilItKeepsThem() throws Exception {
    lab.broker.scanningEvery(20).with("#", making().setAutoDeleteQueues(true)).start();
    lab.broker.queue(RelayLab.TO).queue("expired");
    Engine engine = lab.unready("one", RelayLab.HALF);

    awaitRefusal(engine, RelayLab.WAITING + ": auto-delete-queues is true, false is wanted: ");
    assertThat(queues()).noneMatch(lab.broker::has);

    lab.broker.with("#", making());
    RelayLab.ready(engine);
    assertThat(queues()).allMatch(lab.broker::has);
    assertThat(deliveredOfThoseThatWaited(engine)).containsExactlyInAnyOrderElementsOf(texts());
  }

  /** Of transactions that were still open when they were looked at first. */
  private List<String> deliveredOfThoseThatWaited(Engine engine) throws Exception {
    List<Connection> open = new ArrayList<>();
    for (String text : texts()) {
      HalfTransactionId id = lab.transaction();
      open.add(lab.open(id));
      lab.send(engine, id, text);
    }
    eventually(() -> engine.status().setAside() >= MANY);
    for (Connection transaction : open) {
      transaction.commit();
      transaction.close();
    }
    return lab.texts(RelayLab.TO, MANY);
  }

  private static List<String> texts() {
    return IntStream.range(0, MANY).mapToObj(i -> "order " + i).toList();
  }

  @Test
  void queueThatIsRemovedIsNamedAndNothingIsSentUntilItIsBack() throws Exception {
    Engine engine = lab.start().engine();

    lab.broker.remove(RelayLab.WAITING);
    awaitRefusal(
        engine,
        "halfQueue: halfway.half.waiting: the broker has no such queue, and auto-create-queues is"
            + " false");

    lab.broker.queue(RelayLab.WAITING);
    RelayLab.ready(engine);
    lab.committed(engine, "again");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("again");
    soon().until(() -> engine.status().alarms().isEmpty());
  }

  /** A lane that the configuration adds, or a node's queues on a broker outside. */
  @Test
  void queueComesIntoBeingWhereTheBrokerMakesAndKeepsQueues() throws Exception {
    lab.broker.with("#", making());
    lab.start();
    lab.lanes = 3;

    Engine engine = lab.engine();

    assertThat(lab.broker.has(RelayLab.HALF + ".2")).isTrue();
    lab.committed(engine, "made on purpose");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("made on purpose");
  }

  /** Wrong from the start on: what was sent before is not touched either. */
  @Test
  void nothingIsRelayedThatTheBrokerWouldLose() {
    lab.start();
    lab.broker.with(RelayLab.WAITING, new AddressSettings().setExpiryDelay(10L));

    Engine engine = lab.unready("one", RelayLab.HALF);

    awaitRefusal(engine, RelayLab.WAITING + ": expiry-delay is 10, -1 is wanted");
    assertThat(lab.broker.consumers(RelayLab.HALF + ".0")).isZero();
  }

  /** What has become wrong keeps from sending; what was sent before is still delivered. */
  @Test
  void relaysGoOnWithWhatWasSentBefore() throws Exception {
    Engine engine = lab.start().engine();
    HalfTransactionId id = lab.transaction();
    try (Connection transaction = lab.open(id)) {
      lab.send(engine, id, "sent before");
      lab.broker.with(RelayLab.PARKED, new AddressSettings().setDefaultRingSize(5));
      awaitRefusal(engine, RelayLab.PARKED + ": default-ring-size is 5, -1 is wanted");
      transaction.commit();
    }

    assertThat(lab.text(RelayLab.TO)).isEqualTo("sent before");
  }

  @Test
  void answerThatDoesNotComeHoldsNobody() {
    lab.start().broker.queue(SILENT);

    assertWaitedFor(new ActiveMQQueue(SILENT));
  }

  @Test
  void questionThatCannotBeSentHoldsNobody() throws Exception {
    lab.start().full(SILENT, AddressFullMessagePolicy.BLOCK);

    assertWaitedFor(new ActiveMQQueue(SILENT));
  }

  private void assertWaitedFor(ActiveMQQueue silent) {
    lab.managementQueue = SILENT;
    Naming.bind(SILENT, silent);
    Engine engine = lab.unready("one", RelayLab.HALF);
    awaitRefusal(engine, "managementQueue: ");

    Naming.bind(SILENT, new ActiveMQQueue("activemq.management"));

    RelayLab.ready(engine);
    soon().until(() -> engine.status().alarms().isEmpty());
  }

  @Test
  void withoutQuestionsAnAlarmTellsThatNothingIsChecked() throws Exception {
    lab.managementQueue = null;
    lab.start();
    lab.broker.with(RelayLab.WAITING, new AddressSettings().setExpiryDelay(10_000L));

    Engine engine = lab.engine();

    assertThat(engine.status().alarms())
        .singleElement()
        .asString()
        .startsWith("queue settings: ")
        .contains("managementQueue");
    lab.committed(engine, "all the same");
    assertThat(lab.text(RelayLab.TO)).isEqualTo("all the same");
  }

  /** A broker that makes queues for whoever wants one. */
  private static AddressSettings making() {
    return EmbeddedBroker.settings().setAutoCreateQueues(true).setAutoCreateAddresses(true);
  }

  private static List<String> queues() {
    return List.of(
        RelayLab.HALF + ".0",
        RelayLab.HALF + ".1",
        RelayLab.WAITING,
        RelayLab.PARKED,
        RelayLab.CONTROL);
  }

  private static void awaitRefusal(Engine engine, String why) {
    soon()
        .untilAsserted(
            () -> {
              assertThatThrownBy(() -> engine.store(Settlement.MARKER, "default"))
                  .isInstanceOf(JMSException.class)
                  .hasMessageContaining(why);
              assertThat(engine.status().alarms())
                  .anyMatch(one -> one.startsWith("adapter: ") && one.contains(why));
            });
  }
}
